import { setTimeout as delay } from "node:timers/promises";
import type Docker from "dockerode";
import { asDockerFailure, DockerFailure } from "#lib/docker/docker-failure";
import { inspectContainer } from "#lib/docker/inspect-container";
import { type RunProcesses, type Signal, signalRun } from "#lib/docker/signal-run";

const graceMs = 2000;
const killMs = 8000;
const pauseMs = 100;
/** A daemon that does not answer over one command must not keep it from being ended. */
const answerMs = 5000;

/**
 * Ends every process of a run in its container, also those that left the command's process group:
 * SIGTERM (or `gently`), 2 s of grace, SIGKILL. Resolves when none is left; a container that does not run has none.
 *
 * @param run.pid the command's process id inside the container, used only while Docker still knows
 *   the command: after that the number may stand for something else
 * @throws DockerFailure "cannot-stop" when some are left after 8 s, or "unreachable"
 */
export async function killRun(
  docker: Docker,
  run: { dockerId: string; runId: string; pid: number | null },
  { gently = "TERM" }: { gently?: Signal } = {},
): Promise<void> {
  try {
    const leader = run.pid !== null && (await isKnown(docker, run)) ? run.pid : null;
    await endProcesses(docker, { dockerId: run.dockerId, runId: run.runId, leader }, gently);
  } catch (error) {
    const failure = asDockerFailure(error);
    if (failure.code === "container-gone") return;
    if (failure.code !== "container-not-running") throw failure;
    if (await isPaused(docker, run.dockerId)) throw pausedStill();
  }
}

async function endProcesses(docker: Docker, run: RunProcesses, gently: Signal): Promise<void> {
  const began = Date.now();
  while (Date.now() - began < killMs) {
    const grace = Date.now() - began < graceMs;
    if ((await signalRun(docker, run, grace ? gently : "KILL")) === 0) return;
    await delay(pauseMs);
  }
  throw new DockerFailure(
    "cannot-stop",
    "The command could not be stopped: processes of it are left in the instance although they were killed. Restart the container to end them.",
  );
}

/** Whether the container still lists a running exec that carries the run's marker. */
async function isKnown(docker: Docker, run: { dockerId: string; runId: string }): Promise<boolean> {
  const info = await inspectContainer(docker, run.dockerId);
  for (const id of info.ExecIDs ?? []) {
    const exec = await docker
      .getExec(id)
      .inspect({ abortSignal: AbortSignal.timeout(answerMs) })
      .catch(() => null);
    const words = exec?.ProcessConfig.arguments ?? [];
    if (exec?.Running && words.some((word) => word.includes(run.runId))) return true;
  }
  return false;
}

async function isPaused(docker: Docker, dockerId: string): Promise<boolean> {
  const info = await inspectContainer(docker, dockerId).catch(() => null);
  return info?.State.Paused ?? false;
}

function pausedStill(): DockerFailure {
  return new DockerFailure(
    "cannot-stop",
    "The command could not be stopped while the instance is paused. Unpause it, or restart it.",
  );
}
