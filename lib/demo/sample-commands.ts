import { RunError } from "#lib/backups/failure";
import type { CommandRunner } from "#lib/backups/ports";
import { findSample, type Sample } from "#lib/demo/read-samples";
import { runSampleCommand } from "#lib/demo/run-sample-command";
import { endProcesses, runMark } from "#lib/demo/sample-processes";

/** The port's commands on a demo's samples. */
export function createSampleCommands(
  dataFolder: string,
  options: { unpaced: boolean } = { unpaced: false },
): CommandRunner {
  return {
    async start(input) {
      const sample = await requireSample(dataFolder, input.dockerId);
      if (!sample.isRunning)
        throw new RunError(
          "container-stopped",
          `The instance is not running: there is a file "stopped" in ${sample.folder}. Remove it and try again.`,
        );
      return runSampleCommand(sample, input, options);
    },

    environment: async (dockerId) => (await requireSample(dataFolder, dockerId)).env,

    async fate(dockerId) {
      const sample = await findSample(dataFolder, dockerId);
      if (!sample) return "gone";
      return sample.isRunning ? "running" : "stopped";
    },

    killLeftovers: ({ runId }) => endProcesses(runMark(runId)),
  };
}

async function requireSample(dataFolder: string, dockerId: string): Promise<Sample> {
  const sample = await findSample(dataFolder, dockerId);
  if (sample) return sample;
  throw new RunError(
    "container-gone",
    "The instance does not exist any more. Start it and try again.",
  );
}
