import { and, asc, eq, gt, inArray, isNull, not, or, sql } from "drizzle-orm";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import type { BackupToJudge } from "#lib/backups/retention";
import type { RetentionRecord, RetentionTerms } from "#lib/backups/retention-ports";
import { whyItGoes } from "#lib/backups/why-it-goes";
import type { Database, Transaction } from "#lib/db/client";
import { recordActivity } from "#lib/db/record-activity";
import { sendToDeletion } from "#lib/db/send-to-deletion";

const atOnce = 200;

/**
 * In SQL: whether retention has a say in a container's backups. A person's word that the backups of one
 * that is gone stay is said of all of them.
 */
export const isGoverned = and(
  isNull(containers.deleted),
  isNull(containers.deleteRequested),
  not(sql`(${containers.state} = 'gone' and ${containers.keepBackups})`),
);

const judged = {
  id: backups.id,
  containerId: backups.containerId,
  instanceId: backups.instanceId,
  created: backups.created,
  state: backups.state,
  pinned: backups.pinned,
};

/** The record of retention on PostgreSQL. */
export function createRetentionRecord(db: Database): RetentionRecord {
  return {
    async governed(hostId, since) {
      const changed = since
        ? or(
            gt(backupConfigs.updated, since),
            sql`exists (select 1 from ${backups} b where b.container_id = ${containers.id}
              and b.state = 'live' and b.updated > ${since.toISOString()})`,
          )
        : undefined;
      const rows = await db
        .select({ id: containers.id })
        .from(backupConfigs)
        .innerJoin(containers, eq(containers.id, backupConfigs.containerId))
        .where(and(eq(containers.hostId, hostId), isGoverned, changed));
      return rows.map(({ id }) => id);
    },

    settle: (containerId, now, judge) =>
      db.transaction(async (tx) => {
        const terms = await lockTerms(tx, containerId);
        if (!terms) return 0;
        const live = and(eq(backups.containerId, containerId), eq(backups.state, "live"));
        const before = await tx.select(judged).from(backups).where(live);
        const goes = (list: BackupToJudge[]) => {
          const found = judge(list, terms);
          return list.filter((one) => found.get(one.id)?.goes);
        };
        const doomed = goes(before).sort(oldestFirst).slice(0, atOnce);
        if (doomed.length === 0) return 0;
        // What is to go, and what it goes for, is held and looked at again: whoever deletes or pins
        // one of these at this moment waits, or was first.
        const newest = newestOfEach(before, now);
        const held = await hold(tx, [...doomed, ...newest.values()]);
        const still = new Set(goes(before.map((one) => held.get(one.id) ?? one)));
        const ids = doomed.flatMap(({ id, instanceId }) => {
          const first = held.get(newest.get(instanceId)?.id ?? "");
          const row = held.get(id);
          return row && still.has(row) && first?.state === "live" ? [id] : [];
        });
        return ids.length > 0 ? remove(tx, { ...terms, now }, ids) : 0;
      }),
  };
}

async function lockTerms(
  tx: Transaction,
  containerId: string,
): Promise<(RetentionTerms & { hubId: string }) | null> {
  const [config] = await tx
    .select()
    .from(backupConfigs)
    .where(eq(backupConfigs.containerId, containerId))
    .for("update");
  if (!config) return null;
  const [container] = await tx
    .select({ hubId: containers.hubId })
    .from(containers)
    .where(and(eq(containers.id, containerId), isGoverned));
  const { retention: policy, timeZone } = config;
  return container ? { hubId: container.hubId, containerId, policy, timeZone } : null;
}

function oldestFirst(a: BackupToJudge, b: BackupToJudge): number {
  return a.created.getTime() - b.created.getTime() || (a.id < b.id ? -1 : 1);
}

/** Each instance's newest, but for those that are dated later than `now`. */
function newestOfEach(live: BackupToJudge[], now: Date): Map<string, BackupToJudge> {
  const past = live.filter((one) => one.created <= now).sort(oldestFirst);
  return new Map(past.map((one) => [one.instanceId, one]));
}

/** Locks the rows, always in one order, and reads them as they are now. */
async function hold(tx: Transaction, rows: BackupToJudge[]): Promise<Map<string, BackupToJudge>> {
  const ids = rows.map(({ id }) => id);
  const held = await tx
    .select(judged)
    .from(backups)
    .where(inArray(backups.id, ids))
    .orderBy(asc(backups.id))
    .for("update");
  return new Map(held.map((one) => [one.id, one]));
}

/** The database has the last word: a newest one or a pinned one does not go, whatever was judged. */
async function remove(
  tx: Transaction,
  { hubId, containerId, policy, now }: RetentionTerms & { hubId: string; now: Date },
  ids: string[],
): Promise<number> {
  const hasNewer = sql`exists (select 1 from ${backups} n
    where n.instance_id = ${backups}.instance_id and n.state = 'live'
      and n.created <= ${now.toISOString()}
      and (n.created, n.id) > (${backups}.created, ${backups}.id))`;
  // Until each doubted copy has been read back nobody knows which one is the last good one.
  const isDoubted = sql`exists (select 1 from ${backups} d
    where d.container_id = ${containerId} and d.instance_id = ${backups}.instance_id
      and d.state = 'live' and d.verify_requested is not null)`;
  const gone = await sendToDeletion(
    tx,
    and(
      inArray(backups.id, ids),
      eq(backups.containerId, containerId),
      eq(backups.state, "live"),
      eq(backups.pinned, false),
      hasNewer,
      not(isDoubted),
    ),
  );
  const reason = whyItGoes(policy);
  for (const { id, instanceName, created } of gone) {
    await recordActivity(tx, {
      hubId,
      actor: { id: null, name: "Holdfast" },
      event: "container.backup.retention",
      containerId,
      backupId: id,
      subject: instanceName,
      details: { reason, created: created.toISOString(), retention: policy },
    });
  }
  return gone.length;
}
