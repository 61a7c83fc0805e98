import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { activity } from "#drizzle/activity";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers, hosts } from "#drizzle/containers";
import { hubs, memberships } from "#drizzle/hubs";
import { integrations } from "#drizzle/integrations";
import type { OpenStore } from "#lib/backups/ports";
import type { Actor } from "#lib/backups/types";
import type { Database, Transaction } from "#lib/db/client";
import type { Host } from "#lib/db/host-record";
import { historyDays, historyStart, timeZone } from "#lib/demo/plan-history";
import type { SamplePlan } from "#lib/demo/sample-plan";
import type { History, Place } from "#lib/start/demo/history-run";
import type { Commands } from "#lib/start/demo/make-history";
import { lostPatch, writeHistory } from "#lib/start/demo/write-history";

export type Seeded = {
  plan: SamplePlan;
  place: Place;
  commands: Commands | null;
  history: History;
};

type Context = { host: Host; owner: Actor; openStore: OpenStore; now: Date };

const dayMs = 86_400_000;
const graceSeconds = 7 * 86_400;
const timeout = "1h";

/** Writes what the demo begins with, all or nothing: from then on it is seeded. */
export async function writeSeed(db: Database, seeded: Seeded[], context: Context): Promise<void> {
  const { host, now } = context;
  const start = historyStart(now);
  await db.transaction(async (tx) => {
    await tx
      .update(hubs)
      .set({ name: "Demo", created: start, settings: { gone_grace_seconds: graceSeconds } })
      .where(eq(hubs.id, host.hubId));
    await tx.update(integrations).set({ created: start, verified: start });
    await tx.update(hosts).set({ watchedMs: historyDays * dayMs });
    await tx.update(containers).set({ created: start });
    await tx.update(memberships).set({ created: start });
    await tx.update(activity).set({ created: start }).where(eq(activity.event, "hub.setup"));
    for (const one of seeded) await writeContainer(tx, one, context);
    for (const one of seeded) {
      await writeHistory(tx, one.history, context);
      await lose(tx, one, context);
    }
  });
}

/** Once for a container, however many instances it has. */
async function writeContainer(
  tx: Transaction,
  { plan, place, commands }: Seeded,
  { owner, now }: Context,
): Promise<void> {
  const { hubId, integrationId, container } = place;
  if (plan.goneDaysAgo !== undefined) {
    const gone = plan.goneDaysAgo * dayMs;
    await tx
      .update(containers)
      .set({
        goneSince: new Date(now.getTime() - gone),
        goneFromMs: historyDays * dayMs - gone,
      })
      .where(eq(containers.id, container.id));
  }
  if (!plan.backup || !commands) return;
  const created = historyStart(now);
  const rows = await tx
    .insert(backupConfigs)
    .values({
      ...{ containerId: container.id, hubId, integrationId, timeZone, created, updated: created },
      backupCommand: commands.backup,
      restoreCommand: commands.restore,
      ...{ backupTimeout: timeout, restoreTimeout: timeout },
      cronString: plan.backup.cron,
      retention: plan.backup.retention,
      scheduleSeen: sql`now()`,
    })
    .onConflictDoNothing()
    .returning({ id: backupConfigs.containerId });
  if (rows.length === 0) return;
  await tx.insert(activity).values({
    id: uuidv7({ msecs: created.getTime() }),
    ...{ hubId, actorId: owner.id, actor: owner.name, created },
    ...{ event: "container.config.update", containerId: container.id },
    subject: container.identifier,
  });
}

/** Somebody has removed that day's object from the bucket; the comparison of the next night finds out. */
async function lose(
  tx: Transaction,
  { plan, place, history }: Seeded,
  { openStore, now }: Context,
): Promise<void> {
  const act = plan.acts?.find(({ act }) => act === "lose");
  if (!act || place.instance.slot !== "1") return;
  const before = new Date(historyStart(now).getTime() + act.day * dayMs);
  const run = history.runs.findLast(
    ({ created, outcome }) => created < before && outcome?.state === "live",
  );
  if (run?.outcome?.state !== "live") return;
  const { store } = await openStore(place.integrationId);
  await store.deleteObject(run.outcome.live.object);
  store.close();
  const { row, trail } = lostPatch(run, new Date(before.getTime() + dayMs));
  await tx.update(backups).set(row).where(eq(backups.id, run.id));
  await tx.insert(activity).values(trail);
}
