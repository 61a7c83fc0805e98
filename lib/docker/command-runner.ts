import { setTimeout as delay } from "node:timers/promises";
import type Docker from "dockerode";
import { RunError } from "#lib/backups/failure";
import type { CommandRunner } from "#lib/backups/ports";
import { statusCode } from "#lib/docker/connect-docker";
import { DockerFailure } from "#lib/docker/docker-failure";
import { inspectContainer } from "#lib/docker/inspect-container";
import { killRun } from "#lib/docker/kill-run";
import { runCommand } from "#lib/docker/run-command";

const failureCodes = {
  unreachable: "docker-unreachable",
  "container-gone": "container-gone",
  "container-not-running": "container-stopped",
  "cannot-start-command": "command-not-found",
  "no-shell": "command-not-found",
  "cannot-stop": "unexpected",
} as const;

const lookEveryMs = 100;

/** The port's commands on a Docker host. */
export function createCommandRunner(docker: Docker): CommandRunner {
  return {
    start: ({ dockerId, argv, stdin, runId, onStderr }) =>
      speaking(() => runCommand(docker, { dockerId, argv, stdin, runId, onStderr })),

    environment: (dockerId) =>
      speaking(async () => {
        const info = await inspectContainer(docker, dockerId).catch(asFailure);
        return info.Config.Env ?? [];
      }),

    async fate(dockerId, settleMs) {
      const until = performance.now() + settleMs;
      for (;;) {
        const now = await lookAt(docker, dockerId);
        if (now !== "running" || performance.now() >= until) return now;
        await delay(lookEveryMs);
      }
    },

    async killLeftovers(run) {
      try {
        await killRun(docker, run);
      } catch (error) {
        // An instance that is gone or stopped runs nothing any more.
        const done =
          error instanceof DockerFailure &&
          ["container-gone", "container-not-running"].includes(error.code);
        if (!done) throw error;
      }
    },
  };
}

async function lookAt(docker: Docker, dockerId: string) {
  try {
    const { State: state } = await inspectContainer(docker, dockerId);
    if (state.Running) return "running";
    // A removal ends the command some moments before the instance itself is gone.
    if (state.Status === "removing" || state.Dead) return "gone";
    return state.OOMKilled ? "out-of-memory" : "stopped";
  } catch (error) {
    return statusCode(error) === 404 ? "gone" : "unreachable";
  }
}

function asFailure(error: unknown): never {
  if (statusCode(error) === 404) {
    throw new DockerFailure(
      "container-gone",
      "The instance does not exist any more. Start it and try again.",
    );
  }
  throw new DockerFailure(
    "unreachable",
    "Docker does not answer. Check that it runs and try again.",
  );
}

/** Docker's failures in the words of a run. */
async function speaking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DockerFailure) throw new RunError(failureCodes[error.code], error.message);
    throw error;
  }
}
