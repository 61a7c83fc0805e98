import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ContainerRuntime } from "#lib/containers/runtime-ports";
import { readSamples } from "#lib/demo/read-samples";
import { rootOf, volumesFolder } from "#lib/demo/sample-folder";
import { followSampleLog } from "#lib/demo/sample-log";
import { followSampleStats } from "#lib/demo/sample-stats";
import { Refusal } from "#lib/hubs/refusal";

/** The port's view of a demo's samples. */
export function createSampleRuntime(dataFolder: string): ContainerRuntime {
  return {
    stats: (dockerId, signal) => followSampleStats(dataFolder, dockerId, signal),
    log: (dockerId, options) => followSampleLog(dataFolder, dockerId, options),
    openConsole: async () => {
      throw new Refusal(
        "invalid-state",
        "The demo has no console: its samples are folders, without a shell of their own.",
      );
    },
    endConsole: async () => undefined,

    async volumeSizes() {
      const sizes = new Map<string, number>();
      for (const name of await readdir(volumesFolder(dataFolder)).catch(() => []))
        sizes.set(name, await sizeOf(join(volumesFolder(dataFolder), name)));
      for (const { folder, mounts } of await readSamples(dataFolder))
        for (const { volume, destination } of mounts)
          sizes.set(volume, await sizeOf(rootOf(folder) + destination));
      return sizes;
    },
  };
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries.map(async (entry) =>
    entry.isFile() ? (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size : 0,
  );
  return (await Promise.all(sizes)).reduce<number>((sum, size) => sum + (size ?? 0), 0);
}
