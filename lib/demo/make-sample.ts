import { createHash } from "node:crypto";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SampleAbout } from "#lib/demo/sample-about";
import type { SampleFile } from "#lib/demo/sample-data";
import { aboutFile, instancesFolder, logFile, rootOf } from "#lib/demo/sample-folder";
import { logLine } from "#lib/demo/sample-log";
import type { SamplePlan } from "#lib/demo/sample-plan";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** The name of an instance, as Compose, Swarm or a person would give it. */
export function instanceName(
  { environment, environmentKind, identifier }: SamplePlan,
  slot: number,
) {
  if (environmentKind === "compose") return `${environment}-${identifier}-${slot}`;
  if (environmentKind === "swarm")
    return `${environment}_${identifier}.${slot}.${hash(identifier).slice(0, 12)}`;
  return identifier;
}

/** What stays the same of the sample's container when it is made anew. */
export function sampleKey({ environment, environmentKind, identifier }: SamplePlan): string {
  if (environmentKind === "compose") return `compose:${environment}/${identifier}`;
  if (environmentKind === "swarm")
    return `swarm:${hash(`${environment}_${identifier}`).slice(0, 25)}`;
  return `name:${identifier}`;
}

export const instanceFolder = (dataFolder: string, plan: SamplePlan, slot: number) =>
  join(instancesFolder(dataFolder), instanceName(plan, slot));

/** Makes each instance of a sample container, `about.json` last: until then it is none. */
export async function makeSample(
  dataFolder: string,
  plan: SamplePlan,
  created: Date,
): Promise<void> {
  for (let slot = 1; slot <= plan.instances; slot++) {
    const folder = instanceFolder(dataFolder, plan, slot);
    await mkdir(rootOf(folder), { recursive: true });
    await writeSampleFiles(folder, plan, { day: 0, slot });
    await writeFile(logFile(folder), plan.logLines.map((line) => logLine(created, line)).join(""));
    const about = JSON.stringify(aboutOf(plan, slot, created), null, 2);
    await writeFile(aboutFile(folder), `${about}\n`);
  }
}

/** Makes the files of an instance what they were on that day; others in its volume go. */
export async function writeSampleFiles(
  folder: string,
  plan: SamplePlan,
  { day, slot }: { day: number; slot: number },
): Promise<void> {
  if (!plan.volume) return;
  const volume = rootOf(folder) + plan.volume.destination;
  await mkdir(volume, { recursive: true });
  const wanted = new Map(plan.files(day, slot).map((file) => [rootOf(folder) + file.path, file]));
  for (const entry of await readdir(volume, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !wanted.has(path)) await rm(path);
  }
  for (const [path, file] of wanted) await writeIfNew(path, file);
}

/** A file of that size there is that file: what changes grows, or is written once. */
async function writeIfNew(path: string, { bytes }: SampleFile): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.size === bytes.length) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

function aboutOf(plan: SamplePlan, slot: number, created: Date): SampleAbout {
  const { identifier, environment, environmentKind, image, command, volume, port, usage } = plan;
  const name = instanceName(plan, slot);
  const suffix = plan.instances > 1 ? `-${slot}` : "";
  return {
    ...{ identifier, environment, environmentKind, image, command, name, created },
    dockerId: hash(`instance ${name}`),
    key: sampleKey(plan),
    slot: String(slot),
    imageId: `sha256:${hash(image)}`,
    env: Object.entries(plan.env ?? {}).map(([key, value]) => `${key}=${value}`),
    mounts: volume ? [{ volume: volume.name + suffix, destination: volume.destination }] : [],
    ports: port ? [port] : [],
    logLines: plan.logLines,
    memory: usage.memory * 2 ** 20,
    cpu: usage.cpu,
  };
}
