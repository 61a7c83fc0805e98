import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DockerRemoval } from "#lib/containers/deletion-ports";
import { RemovalFailure } from "#lib/containers/removal-failure";
import { demoEngine } from "#lib/demo/observe-samples";
import { findSample, readSamples } from "#lib/demo/read-samples";
import { aboutFile, rootOf, volumesFolder } from "#lib/demo/sample-folder";
import { endProcesses, sampleMark } from "#lib/demo/sample-processes";

/** What a deletion does with a demo's samples: as in Docker, a volume outlives its container. */
export function createSampleRemoval(dataFolder: string): DockerRemoval {
  return {
    engineId: async () => demoEngine,

    find: async (key) =>
      (await readSamples(dataFolder)).filter((one) => one.key === key).map((one) => one.dockerId),

    removeService: async () => undefined,

    removeContainer: (dockerId) =>
      explained(async () => {
        const sample = await findSample(dataFolder, dockerId);
        if (!sample) return;
        await endProcesses(sampleMark(dockerId));
        await mkdir(volumesFolder(dataFolder), { recursive: true });
        for (const { volume, destination } of sample.mounts) {
          const from = rootOf(sample.folder) + destination;
          if (existsSync(from)) await rename(from, join(volumesFolder(dataFolder), volume));
        }
        // First what makes it a sample: killed in between, it is gone all the same.
        await rm(aboutFile(sample.folder));
        await rm(sample.folder, { recursive: true, force: true });
      }),

    removeVolume: (name) =>
      explained(async () => {
        const users = (await readSamples(dataFolder)).filter(({ mounts }) =>
          mounts.some(({ volume }) => volume === name),
        );
        if (users.length > 0) return `${users.map((one) => one.name).join(", ")} uses it.`;
        await rm(join(volumesFolder(dataFolder), name), { recursive: true, force: true });
        return null;
      }),
  };
}

async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new RemovalFailure(`The sample's folder could not be removed: ${said}`, { cause: error });
  }
}
