import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { jobs } from "#drizzle/activity";
import { backups } from "#drizzle/backups";
import type { MarkRecord } from "#lib/backups/mark-ports";
import type { Actor } from "#lib/backups/types";
import type { Database, Transaction } from "#lib/db/client";
import type { Enqueue } from "#lib/db/enqueue";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";

type Row = Pick<
  typeof backups.$inferSelect,
  "id" | "hubId" | "containerId" | "hostId" | "instanceName" | "state"
>;

const marked = {
  id: backups.id,
  hubId: backups.hubId,
  containerId: backups.containerId,
  hostId: backups.hostId,
  instanceName: backups.instanceName,
  state: backups.state,
};

function which(where: { hubId: string; containerId: string }, ids: string[]) {
  return and(
    eq(backups.hubId, where.hubId),
    eq(backups.containerId, where.containerId),
    inArray(backups.id, ids),
  );
}

/** The record of pins and of checks that are asked for, on PostgreSQL. */
export function createMarkRecord(db: Database, enqueue: Enqueue): MarkRecord {
  return {
    async states(where, ids) {
      const rows = await db.select(marked).from(backups).where(which(where, ids));
      return new Map(rows.map(({ id, state }) => [id, state]));
    },

    setPinned: (where, ids, pinned, actor) =>
      db.transaction(async (tx) => {
        const may = pinned ? eq(backups.state, "live") : ne(backups.state, "deleted");
        const there = await lock(tx, and(which(where, ids), may, ne(backups.state, "deleting")));
        const changed = await tx
          .update(backups)
          .set({ pinned, updated: new Date() })
          .where(and(inArray(backups.id, idsOf(there)), ne(backups.pinned, pinned)))
          .returning(marked);
        await tellOfEach(tx, changed, actor, pinned ? "task.pin" : "task.unpin");
        return idsOf(there);
      }),

    requestVerify: (where, ids, actor) =>
      db.transaction(async (tx) => {
        const may = inArray(backups.state, ["live", "missing"]);
        const there = await lock(tx, and(which(where, ids), may));
        const open = await openChecks(tx, idsOf(there));
        const fresh = there.filter(({ id }) => !open.has(id));
        await tx
          .update(backups)
          .set({
            verifyRequested: sql`coalesce(${backups.verifyRequested}, ${new Date().toISOString()})`,
          })
          .where(inArray(backups.id, idsOf(there)));
        const [first] = fresh;
        if (first) {
          const rows = fresh.map(({ id, hubId }) => jobOf(id, hubId, actor));
          await tx.insert(jobs).values(rows);
          for (const { id, backupId } of rows) open.set(backupId, id);
          await tellOfEach(tx, fresh, actor, "task.verify");
          // One wake-up is enough: the worker looks for all that was asked.
          const id = open.get(first.id) ?? "";
          await enqueue(tx, { id, hostId: first.hostId, action: "verify" });
        }
        return there.map(({ id }) => ({ id, jobId: open.get(id) ?? "" }));
      }),
  };
}

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

/** Always in one order, so that two who mark the same ones wait for each other. */
function lock(tx: Transaction, condition: ReturnType<typeof and>): Promise<Row[]> {
  return tx.select(marked).from(backups).where(condition).orderBy(backups.id).for("update");
}

/** The jobs of checks that have not ended, by backup. */
async function openChecks(tx: Transaction, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: jobs.id, backupId: jobs.backupId })
    .from(jobs)
    .where(
      and(
        inArray(jobs.backupId, ids),
        eq(jobs.action, "verify"),
        inArray(jobs.state, ["queued", "running"]),
      ),
    );
  return new Map(rows.map(({ id, backupId }) => [backupId ?? "", id]));
}

function jobOf(backupId: string, hubId: string, actor: Actor) {
  return {
    id: uuidv7(),
    hubId,
    queue: "backups",
    action: "verify",
    caption: "Verify backup",
    state: "queued" as const,
    creatorId: actor.id,
    backupId,
  };
}

async function tellOfEach(
  tx: Transaction,
  rows: Row[],
  actor: Actor,
  what: "task.pin" | "task.unpin" | "task.verify",
): Promise<void> {
  for (const { id, hubId, containerId, instanceName, state } of rows) {
    await recordActivity(tx, {
      hubId,
      actor,
      event: `container.backup.${what}`,
      containerId,
      backupId: id,
      subject: instanceName,
    });
    await announce(tx, hubId, { type: "backup", id, container_id: containerId, state });
  }
}
