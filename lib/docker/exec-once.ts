import type Docker from "dockerode";
import { DockerFailure } from "#lib/docker/docker-failure";
import { readExit } from "#lib/docker/exec-exit";
import { startExec } from "#lib/docker/exec-start";

const longestMs = 20_000;
const outputBytes = 64 * 1024;

/**
 * Runs a small command of ours in a container.
 *
 * @returns its exit code and the first 64 KiB of its stdout
 * @throws DockerFailure, also when it is not done after 20 s
 */
export async function execOnce(
  docker: Docker,
  input: { dockerId: string; argv: readonly string[]; user?: string },
): Promise<{ code: number; stdout: string }> {
  const started = await startExec(docker, { ...input, stdin: false }, () => undefined);
  let stdout = "";
  started.stdout.on("data", (chunk: Buffer) => {
    if (stdout.length < outputBytes) stdout += chunk.toString();
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const message = `Docker did not run a small command in the instance within ${longestMs / 1000} s.`;
      reject(new DockerFailure("unreachable", message));
    }, longestMs);
  });
  try {
    const ended = started.ended.then(() => readExit(docker, started.exec));
    const exit = await Promise.race([ended, late]);
    if (exit.kind === "exited") return { code: exit.code, stdout };
    throw new DockerFailure(
      "unreachable",
      `A small command in the instance failed: ${exit.reason}.`,
    );
  } finally {
    clearTimeout(timer);
    started.socket.destroy();
  }
}
