import { and, asc, eq, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { jobs } from "#drizzle/activity";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers, instances } from "#drizzle/containers";
import type { ContainerDeletionRecord, DoomedContainer } from "#lib/containers/deletion-ports";
import { namedVolumes } from "#lib/containers/named-volumes";
import type { Database, Transaction } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";
import { sendToDeletion } from "#lib/db/send-to-deletion";
import { stopRuns } from "#lib/db/stop-runs";

const firstWaitSeconds = 5;
const longestWaitSeconds = 300;
const atOnce = 500;
/** A container may come back while its backups go: the oldest go first, and few at a time. */
const ofGoneAtOnce = 50;
const holdfast = { id: null, name: "Holdfast" };

/** The record of containers that are being deleted, on PostgreSQL. */
export function createContainerDeletionRecord(db: Database): ContainerDeletionRecord {
  return {
    async due(hostId) {
      const rows = await db
        .select()
        .from(containers)
        .where(
          and(
            eq(containers.hostId, hostId),
            isNotNull(containers.deleteRequested),
            isNull(containers.deleted),
            or(isNull(containers.deleteDue), lte(containers.deleteDue, new Date())),
          ),
        )
        .orderBy(asc(containers.deleteRequested));
      return rows.flatMap(toDoomed);
    },

    stopRuns: (doomed) =>
      db.transaction(async (tx) => ((await holdDoomed(tx, doomed)) ? stopRuns(tx, doomed) : null)),

    async notePlan({ id }, plan) {
      await db.update(containers).set({ deletePlan: plan }).where(eq(containers.id, id));
    },

    noteDockerRemoved: ({ id, hubId, plan }, left) =>
      db.transaction(async (tx) => {
        const now = new Date();
        const gone = { state: "gone", goneSince: now, started: null } as const;
        const done = { deleteError: null, deleteTries: 0, deleteDue: null };
        await tx
          .update(instances)
          .set({ state: "gone", updated: now })
          .where(eq(instances.containerId, id));
        await tx
          .update(containers)
          .set({
            ...gone,
            ...done,
            dockerRemoved: now,
            deletePlan: sql`${containers.deletePlan} || ${JSON.stringify({ left })}::jsonb`,
          })
          .where(eq(containers.id, id));
        if (plan.jobId)
          await tx
            .update(jobs)
            .set({ error: null, state: "running" })
            .where(eq(jobs.id, plan.jobId));
        await announce(tx, hubId, { type: "container", id });
      }),

    async sendBackups(doomed) {
      for (;;) {
        const sent = await db.transaction((tx) => sendSome(tx, doomed));
        if (sent === null) return null;
        if (sent < atOnce) break;
      }
      return db.$count(backups, leftOf(doomed));
    },

    deleted: (doomed) => db.transaction((tx) => finish(tx, doomed)),

    failed: ({ id, hubId, plan, tries }, message) =>
      db.transaction(async (tx) => {
        const wait = Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** Math.min(tries, 10));
        await tx
          .update(containers)
          .set({
            deleteError: message,
            deleteTries: tries + 1,
            deleteDue: new Date(Date.now() + wait * 1000),
          })
          .where(and(eq(containers.id, id), isNotNull(containers.deleteRequested)));
        if (plan.jobId)
          await tx
            .update(jobs)
            .set({ error: message, updated: new Date() })
            .where(eq(jobs.id, plan.jobId));
        await announce(tx, hubId, { type: "container", id });
      }),
  };
}

function toDoomed(row: typeof containers.$inferSelect): DoomedContainer[] {
  const { deletePlan: plan, deleteTries: tries, dockerRemoved } = row;
  if (!plan) return [];
  const volumes = namedVolumes(row.mounts);
  return [{ ...row, plan, tries, volumes, dockerRemoved: dockerRemoved !== null }];
}

const leftOf = ({ id, hubId }: DoomedContainer) =>
  and(eq(backups.hubId, hubId), eq(backups.containerId, id), sql`${backups.state} <> 'deleted'`);

/** Holds the row; false when the deletion was stopped or is over. */
async function holdDoomed(tx: Transaction, { id }: DoomedContainer): Promise<boolean> {
  const [row] = await tx
    .select({ id: containers.id })
    .from(containers)
    .where(
      and(eq(containers.id, id), isNotNull(containers.deleteRequested), isNull(containers.deleted)),
    )
    .for("no key update");
  return row !== undefined;
}

/** Pinned ones go too. What a restore reads waits until that is cancelled. */
async function sendSome(tx: Transaction, doomed: DoomedContainer): Promise<number | null> {
  if (!(await holdDoomed(tx, doomed))) return null;
  const own = eq(backups.containerId, doomed.id);
  const going = doomed.plan.jobId
    ? 0
    : await tx.$count(backups, and(own, eq(backups.state, "deleting")));
  const room = doomed.plan.jobId ? atOnce : ofGoneAtOnce - going;
  if (room <= 0) return 0;
  const rows = await tx
    .select({ id: backups.id })
    .from(backups)
    .where(and(own, inArray(backups.state, ["live", "failed", "cancelled", "missing"])))
    .orderBy(asc(backups.id))
    .limit(room)
    .for("update");
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  return (await sendToDeletion(tx, inArray(backups.id, ids))).length;
}

async function finish(tx: Transaction, doomed: DoomedContainer): Promise<boolean> {
  // First, as the scheduler does.
  await tx
    .select({ id: backupConfigs.containerId })
    .from(backupConfigs)
    .where(eq(backupConfigs.containerId, doomed.id))
    .for("update");
  if (!(await holdDoomed(tx, doomed))) return false;
  if ((await tx.$count(backups, leftOf(doomed))) > 0) return false;
  const { id, hubId, identifier, plan } = doomed;
  const now = new Date();
  await tx.delete(backupConfigs).where(eq(backupConfigs.containerId, id));
  const [row] = await tx
    .update(containers)
    .set({ deleted: now, deleteError: null, updated: now })
    .where(eq(containers.id, id))
    .returning({ plan: containers.deletePlan });
  if (plan.jobId)
    await tx
      .update(jobs)
      .set({ state: "completed", completed: now, updated: now, error: null })
      .where(eq(jobs.id, plan.jobId));
  const { volumes = [], left = [] } = row?.plan ?? {};
  const stayed = new Set(left.map(({ name }) => name));
  await recordActivity(tx, {
    hubId,
    actor: holdfast,
    event: "container.delete",
    containerId: id,
    subject: identifier,
    details: { volumes: volumes.filter((name) => !stayed.has(name)), volumes_left: left },
  });
  await announce(tx, hubId, { type: "container", id });
  return true;
}
