import { setTimeout as delay } from "node:timers/promises";
import type Docker from "dockerode";
import { statusCode } from "#lib/docker/connect-docker";
import { inspectContainer } from "#lib/docker/inspect-container";
import type { CommandExit } from "#lib/pipeline/ports";

const callMs = 10_000;
const silentMs = 20_000;
const longestPauseMs = 1000;

/**
 * Reads how an exec ended, once its outputs have. Only `inspect` knows, and it may say "running" for
 * some milliseconds more, or for as long as a command works on that has closed its outputs: that is
 * waited for. A daemon that does not answer for 20 s, or an exec that it has forgotten, is "unknown".
 *
 * @param runningMs how long it may still run; then that is "unknown" too
 */
export async function readExit(
  docker: Docker,
  exec: Docker.Exec,
  runningMs = Number.POSITIVE_INFINITY,
): Promise<CommandExit> {
  const began = Date.now();
  let answered = began;
  for (let pause = 5; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      const info = await exec.inspect({ abortSignal: AbortSignal.timeout(callMs) });
      answered = Date.now();
      if (!info.Running && info.ExitCode !== null) return { kind: "exited", code: info.ExitCode };
      if (Date.now() - began > runningMs)
        return { kind: "unknown", reason: "the connection to Docker broke while the command ran" };
      // A killed container's exec can stay "running" for ever.
      if (pause >= longestPauseMs && !(await isRunning(docker, info.ContainerID)))
        return { kind: "unknown", reason: "the instance stopped" };
    } catch (error) {
      if (statusCode(error) === 404)
        return { kind: "unknown", reason: "Docker does not know the command any more" };
      if (Date.now() - answered > silentMs)
        return { kind: "unknown", reason: "Docker does not answer" };
    }
    await delay(pause);
  }
}

async function isRunning(docker: Docker, containerId: string): Promise<boolean> {
  try {
    const { State: state } = await inspectContainer(docker, containerId);
    return state.Running;
  } catch (error) {
    if (statusCode(error) === 404) return false;
    throw error;
  }
}
