import type Docker from "dockerode";
import { DockerFailure } from "#lib/docker/docker-failure";
import { execOnce } from "#lib/docker/exec-once";
import { findHostProcesses } from "#lib/docker/host-processes";
import { inspectContainer } from "#lib/docker/inspect-container";
import { signalScript } from "#lib/docker/signal-script";
import { startFailure } from "#lib/docker/wait-for-start";

export type Signal = "HUP" | "TERM" | "KILL" | "0";
/** `leader` is the command's process id inside the container when it is certainly still its own. */
export type RunProcesses = { dockerId: string; runId: string; leader: number | null };

/**
 * Signals every process of a run.
 *
 * @returns how many there were
 * @throws DockerFailure; "cannot-stop" when the container has no shell and cannot be reached from here
 */
export async function signalRun(
  docker: Docker,
  run: RunProcesses,
  signal: Signal,
): Promise<number> {
  const users = await signallingUsers(docker, run.dockerId);
  const found = new Set<string>();
  for (const user of users) {
    const argv = ["/bin/sh", "-c", signalScript, "sh", run.runId, String(run.leader ?? 0), signal];
    const { code, stdout } = await execOnce(docker, { dockerId: run.dockerId, argv, user });
    // Docker's own codes for a program that could not be started, with the reason in its stdout.
    if (code === 126 || code === 127) {
      if (stdout.includes('"/bin/sh"')) return signalFromHost(docker, run, signal);
      throw await startFailure(docker, run.dockerId, stdout.trim());
    }
    for (const pid of stdout.split("\n")) if (pid !== "") found.add(pid);
  }
  return found.size;
}

/**
 * Root sees and signals almost everything; a container whose capabilities were dropped lets only a
 * process's own user read its environment and signal it.
 */
async function signallingUsers(docker: Docker, dockerId: string): Promise<string[]> {
  const { Config: config } = await inspectContainer(docker, dockerId);
  const own = config.User || "0";
  return own === "0" || own === "root" ? ["0"] : ["0", own];
}

async function signalFromHost(docker: Docker, run: RunProcesses, signal: Signal): Promise<number> {
  const found = await findHostProcesses(docker, run);
  if (found === null) throw cannotStop();
  for (const pid of found) {
    try {
      process.kill(pid, signal === "0" ? 0 : `SIG${signal}`);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      if (code === "EPERM") throw cannotStop();
    }
  }
  return found.length;
}

function cannotStop(): DockerFailure {
  return new DockerFailure(
    "cannot-stop",
    "The command could not be stopped: its image has no /bin/sh, and Holdfast may only end its processes from outside when it runs as root on the Docker host. Restart the container to end it.",
  );
}
