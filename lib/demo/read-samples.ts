import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type SampleAbout, sampleAbout } from "#lib/demo/sample-about";
import { aboutFile, instancesFolder, stoppedFile } from "#lib/demo/sample-folder";

export type Sample = SampleAbout & { folder: string; isRunning: boolean };

/** Every sample instance that is there, by its name. A folder without a whole `about.json` is none. */
export async function readSamples(dataFolder: string): Promise<Sample[]> {
  const root = instancesFolder(dataFolder);
  const names = await readdir(root).catch(() => []);
  const found = await Promise.all(names.sort().map((name) => readSample(join(root, name))));
  return found.filter((one) => one !== null);
}

/** The sample of that id; null when it is gone. */
export async function findSample(dataFolder: string, dockerId: string): Promise<Sample | null> {
  const samples = await readSamples(dataFolder);
  return samples.find((one) => one.dockerId === dockerId) ?? null;
}

async function readSample(folder: string): Promise<Sample | null> {
  try {
    const about = sampleAbout.parse(JSON.parse(await readFile(aboutFile(folder), "utf8")));
    return { ...about, folder, isRunning: !existsSync(stoppedFile(folder)) };
  } catch {
    return null;
  }
}
