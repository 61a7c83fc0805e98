import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { and, eq, isNull } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import { containers, instances } from "#drizzle/containers";
import { hubs, users } from "#drizzle/hubs";
import { integrations } from "#drizzle/integrations";
import { presetFor } from "#lib/backups/commands/presets";
import type { Database } from "#lib/db/client";
import { findHost, type Host } from "#lib/db/host-record";
import { noteLook } from "#lib/db/note-look";
import { instanceFolder, makeSample, sampleKey, writeSampleFiles } from "#lib/demo/make-sample";
import { observeSamples } from "#lib/demo/observe-samples";
import { historyDays, historyStart } from "#lib/demo/plan-history";
import { demoFolder } from "#lib/demo/sample-folder";
import type { SamplePlan } from "#lib/demo/sample-plan";
import { samples } from "#lib/demo/samples";
import type { Place } from "#lib/start/demo/history-run";
import { type HistoryDeps, makeHistory } from "#lib/start/demo/make-history";
import { type Seeded, writeSeed } from "#lib/start/demo/write-seed";
import { markFile } from "#lib/storage/folder-mark";
import { storeOpener } from "#lib/storage/store-opener";

/** Instances whose history is made side by side. */
const atOnce = 3;

/**
 * Fills a demo's data folder once: the samples, thirty days of their backups in the bucket, and the
 * rows, which are written in one transaction at the end. A start that was killed before that begins anew.
 */
export async function seedDemo(
  db: Database,
  { dataFolder, secretKey, signal }: { dataFolder: string; secretKey: Buffer; signal: AbortSignal },
  say: (line: string) => void,
): Promise<void> {
  const host = await findHost(db, "local");
  const [integration] = await db.select().from(integrations);
  const [owner] = await db.select({ id: users.id, name: users.name }).from(users);
  if (!host || !owner || integration?.settings.vendor !== "folder")
    throw new Error("a demo is seeded after its first rows are made");
  if ((await db.$count(backups)) > 0) return;
  say(
    `Making the samples and ${historyDays} days of their history; this takes some seconds, once.`,
  );
  const now = new Date();
  await rm(demoFolder(dataFolder), { recursive: true, force: true });
  await emptyBucket(integration.settings.path);
  for (const plan of samples) await makeSample(dataFolder, plan, historyStart(now));
  await noteLook(db, host, await observeSamples(dataFolder));

  const openStore = storeOpener(async () => integration, secretKey);
  const deps = { dataFolder, openStore, now, signal };
  const work = (await placesOf(db, host, integration.id)).map((one) => () => seedOne(deps, one));
  const seeded: Seeded[] = [];
  const worker = async () => {
    for (let next = work.shift(); next; next = work.shift()) seeded.push(await next());
  };
  await Promise.all(Array.from({ length: atOnce }, worker));

  for (const plan of samples) await leaveAsToday(dataFolder, plan);
  await noteLook(db, host, await observeSamples(dataFolder));
  await writeSeed(db, seeded, { host, owner, openStore, now });
}

/** The folder stays the one that it was marked as. */
async function emptyBucket(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name !== markFile) await rm(join(folder, name), { recursive: true });
}

type Work = { plan: SamplePlan; place: Place; commands: Seeded["commands"] };

async function seedOne(deps: HistoryDeps, { plan, place, commands }: Work): Promise<Seeded> {
  const history = commands
    ? await makeHistory(deps, plan, { place, commands })
    : { runs: [], misses: [] };
  return { plan, place, commands, history };
}

async function leaveAsToday(dataFolder: string, plan: SamplePlan): Promise<void> {
  for (let slot = 1; slot <= plan.instances; slot++) {
    const folder = instanceFolder(dataFolder, plan, slot);
    if (plan.goneDaysAgo === undefined)
      await writeSampleFiles(folder, plan, { day: historyDays, slot });
    else await rm(folder, { recursive: true });
  }
}

/** Each instance with what its row is called, and the commands that back it up. */
async function placesOf(db: Database, host: Host, integrationId: string): Promise<Work[]> {
  const [hub] = await db.select().from(hubs).where(eq(hubs.id, host.hubId));
  const rows = await db
    .select({ container: containers, instance: instances })
    .from(instances)
    .innerJoin(containers, eq(containers.id, instances.containerId))
    .where(and(eq(containers.hostId, host.id), isNull(containers.deleted)));
  return samples.flatMap((plan) =>
    rows
      .filter(({ container }) => container.key === sampleKey(plan))
      .map(({ container, instance }) => {
        const place = {
          ...{ hubId: host.hubId, hubName: hub?.name ?? "", hostId: host.id },
          ...{ integrationId, container, instance },
        };
        return { plan, place, commands: commandsOf(plan, container.mounts) };
      }),
  );
}

function commandsOf(plan: SamplePlan, mounts: (typeof containers.$inferSelect)["mounts"]) {
  if (!plan.backup) return null;
  const preset = presetFor(plan.image, mounts);
  if (plan.backup.commands) return plan.backup.commands;
  return preset && { backup: preset.backupCommand, restore: preset.restoreCommand };
}
