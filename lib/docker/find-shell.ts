import type Docker from "dockerode";
import { DockerFailure } from "#lib/docker/docker-failure";
import { execOnce } from "#lib/docker/exec-once";

/** The best to type into comes first. */
const shells = ["bash", "ash", "sh"] as const;
const ask = `for shell in ${shells.join(" ")}; do command -v "$shell" && exit; done; exit 1`;
/** Docker's own codes for a program that is not there, or cannot be run. */
const notStarted = [126, 127];

/**
 * The shell to open in a container, as a path: bash, ash or sh, the first that its image has.
 *
 * @throws DockerFailure "no-shell" when it has none
 */
export async function findShell(docker: Docker, dockerId: string): Promise<string> {
  const { code, stdout } = await execOnce(docker, { dockerId, argv: ["/bin/sh", "-c", ask] });
  const path = stdout.trim();
  if (code === 0 && path.startsWith("/")) return path;
  // An image may have a shell, but not where it should be.
  for (const shell of shells) {
    const tried = await execOnce(docker, { dockerId, argv: [shell, "-c", "exit 0"] });
    if (!notStarted.includes(tried.code)) return shell;
  }
  throw new DockerFailure(
    "no-shell",
    "The image of this instance has no shell (bash, ash or sh), so there is nothing to type into. Its log still shows what it does.",
  );
}
