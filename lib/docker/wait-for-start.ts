import { setTimeout as delay } from "node:timers/promises";
import type Docker from "dockerode";
import { asDockerFailure, DockerFailure } from "#lib/docker/docker-failure";
import type { StartedExec } from "#lib/docker/exec-start";
import { inspectContainer } from "#lib/docker/inspect-container";

const longestMs = 60_000;

/** `pid` is null for a command that could not say it. `complaint` is what Docker wrote. */
export type StartOutcome =
  | { kind: "started"; pid: number | null }
  | { kind: "failed"; complaint: string };

/**
 * Waits until a marked command has told its process id, or has ended without doing so.
 * @throws DockerFailure "unreachable" when neither happens within a minute
 */
export async function waitForMarker(
  started: StartedExec,
  pid: Promise<number>,
): Promise<StartOutcome> {
  const limit = new AbortController();
  const late = delay(longestMs, null, { signal: limit.signal }).catch(() => null);
  const outcome = await Promise.race([pid, started.ended.then(() => "ended" as const), late]);
  limit.abort();
  // Read only now: after a start, what stands in stdout is the command's.
  if (outcome === "ended") return { kind: "failed", complaint: readComplaint(started) };
  if (outcome !== null) return { kind: "started", pid: outcome };
  started.socket.destroy();
  throw new DockerFailure(
    "unreachable",
    `Docker did not start the command within ${longestMs / 1000} s. Check the host's load and try again.`,
  );
}

/**
 * Waits until Docker gives a process id to a command that runs without a shell, or says that it
 * could not be started (it then never had one).
 * @throws DockerFailure
 */
export async function waitForProcess(started: StartedExec): Promise<StartOutcome> {
  const began = Date.now();
  for (let pause = 5; Date.now() - began < longestMs; pause = Math.min(pause * 2, 250)) {
    try {
      const info = await started.exec.inspect({ abortSignal: AbortSignal.timeout(longestMs) });
      if (info.Pid > 0) return { kind: "started", pid: null };
      if (!info.Running && info.ExitCode !== null) {
        await started.ended;
        return { kind: "failed", complaint: readComplaint(started) };
      }
    } catch (error) {
      throw asDockerFailure(error);
    }
    await delay(pause);
  }
  started.socket.destroy();
  throw new DockerFailure("unreachable", "Docker did not start the command. Try again.");
}

/** What was wrong with the instance when a command in it did not start. */
export async function startFailure(
  docker: Docker,
  dockerId: string,
  complaint: string,
): Promise<DockerFailure> {
  try {
    const { State: state } = await inspectContainer(docker, dockerId);
    // A container that is being killed is called running until Docker is done with it.
    if (!state.Running || complaint.includes("stopped state"))
      return new DockerFailure(
        "container-not-running",
        "The instance is not running. Start it and try again.",
      );
  } catch (error) {
    return asDockerFailure(error);
  }
  const why = complaint === "" ? "Docker gave no reason." : `Docker says: ${complaint}`;
  return new DockerFailure(
    "cannot-start-command",
    `The command could not be started in the instance. ${why}`,
  );
}

/** Docker writes why a command could not be started where its output would have been. */
function readComplaint(started: StartedExec): string {
  let text = "";
  for (let chunk = started.stdout.read(); chunk !== null; chunk = started.stdout.read())
    text = (text + String(chunk)).slice(0, 1024);
  return text.trim();
}
