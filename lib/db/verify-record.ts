import { and, eq, inArray, isNotNull, notInArray, sql } from "drizzle-orm";
import { jobs } from "#drizzle/activity";
import { backups, restores } from "#drizzle/backups";
import type { BackupToVerify, VerifyRecord } from "#lib/backups/verify-ports";
import type { Database, Transaction } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { nextVerifyDue } from "#lib/db/next-verify-due";
import { recordActivity } from "#lib/db/record-activity";

const checkable = inArray(backups.state, ["live", "missing"]);
/** A check that has begun and neither ended nor failed. */
const isUnderWay = sql`${backups.verifyStarted} is not null and ${backups.verifyError} is null
  and (${backups.verified} is null or ${backups.verified} < ${backups.verifyStarted})`;

/** The record of checks on PostgreSQL. */
export function createVerifyRecord(db: Database): VerifyRecord {
  return {
    async resume(hostId) {
      await db
        .update(backups)
        .set({
          verifyRequested: sql`coalesce(${backups.verifyRequested}, ${backups.verifyStarted})`,
          verifyStarted: null,
        })
        .where(and(eq(backups.hostId, hostId), checkable, isUnderWay));
    },

    async nextRequested(hostId, exceptIntegrations) {
      const [next] = await db
        .select({ id: backups.id, integrationId: backups.integrationId })
        .from(backups)
        .where(
          and(
            eq(backups.hostId, hostId),
            isNotNull(backups.verifyRequested),
            checkable,
            notInArray(backups.integrationId, exceptIntegrations),
          ),
        )
        .orderBy(
          sql`${backups.verifyError} is not null`,
          sql`case when ${backups.verifyError} is null
            then ${backups.verifyRequested} else ${backups.verifyStarted} end`,
          backups.id,
        )
        .limit(1);
      return next ?? null;
    },

    nextDue: (hostId, exceptIntegrations, now) =>
      nextVerifyDue(db, hostId, exceptIntegrations, now),

    begin: (id, now) =>
      db.transaction(async (tx) => {
        const [row] = await tx
          .update(backups)
          .set({ verifyStarted: now, verifyError: null })
          .where(and(eq(backups.id, id), checkable))
          .returning();
        if (!row) return null;
        await setJobs(tx, id, { state: "running", started: now });
        await tell(tx, row);
        const { hubId, containerId, instanceName, integrationId } = row;
        return { id, hubId, containerId, instanceName, integrationId, object: objectOf(row) };
      }),

    async mayGoOn({ id }, hostId) {
      const now = new Date().toISOString();
      const [row] = await db.execute<{ there: boolean; waits: boolean }>(sql`select
        exists (select 1 from ${backups} where id = ${id} and state in ('live', 'missing')) as there,
        exists (select 1 from ${backups} where host_id = ${hostId} and state = 'queued'
          and (not_before is null or not_before <= ${now}))
        or exists (select 1 from ${restores} where host_id = ${hostId} and state = 'queued') as waits`);
      if (!row?.there) return "stop";
      return row.waits ? "wait" : "go";
    },

    whole: (backup, now) =>
      db.transaction(async (tx) => {
        const before = await lock(tx, backup);
        if (!before) return;
        // What was hidden or overwritten is read by its own version here: a comparison says when it is back.
        const isBack = before.state === "missing" && before.errorCode === "object-damaged";
        await settle(tx, backup, {
          verified: now,
          ...(isBack && {
            state: "live",
            stateChanged: now,
            updated: now,
            errorCode: null,
            errorMessage: null,
          }),
        });
        await setJobs(tx, backup.id, { state: "completed", completed: now });
        // What goes by the day is not written down one by one.
        if (isBack || before.verifyRequested)
          await note(tx, backup, { result: isBack ? "whole, and live again" : "whole" });
      }),

    damaged: (backup, { code, message }) =>
      db.transaction(async (tx) => {
        const before = await lock(tx, backup);
        if (!before) return;
        const now = new Date();
        // Bytes that were read and are wrong stay so, wherever the object may be now: only another read
        // of all of them undoes that, and a comparison goes by this code.
        const isKnown = before.state === "missing" && before.errorCode === "object-damaged";
        await settle(tx, backup, {
          state: "missing",
          stateChanged: now,
          updated: now,
          // It has ended, though not with a time that it was whole at.
          verifyStarted: null,
          ...(isKnown ? {} : { errorCode: code, errorMessage: message }),
        });
        await setJobs(tx, backup.id, { state: "error", error: message, completed: now });
        await note(tx, backup, { result: "not what was stored", reason: message });
      }),

    notVerified: (backup, { message }) =>
      db.transaction(async (tx) => {
        if (!(await lock(tx, backup))) return;
        await tx.update(backups).set({ verifyError: message }).where(eq(backups.id, backup.id));
        await setJobs(tx, backup.id, { state: "queued", error: message });
        await tell(tx, backup);
      }),
  };
}

async function lock(tx: Transaction, { id }: BackupToVerify) {
  const [row] = await tx
    .select({
      state: backups.state,
      errorCode: backups.errorCode,
      verifyRequested: backups.verifyRequested,
    })
    .from(backups)
    .where(and(eq(backups.id, id), checkable))
    .for("update");
  return row ?? null;
}

async function settle(
  tx: Transaction,
  backup: BackupToVerify,
  patch: Partial<typeof backups.$inferInsert>,
): Promise<void> {
  await tx
    .update(backups)
    .set({
      ...patch,
      // A doubt that came up while it was being read asks for another read.
      verifyRequested: sql`case when ${backups.verifyRequested} > ${backups.verifyStarted}
        then ${backups.verifyRequested} end`,
      verifyError: null,
    })
    .where(eq(backups.id, backup.id));
  await tell(tx, backup);
}

async function tell(
  tx: Transaction,
  { id, hubId, containerId }: { id: string; hubId: string; containerId: string },
): Promise<void> {
  const [row] = await tx.select({ state: backups.state }).from(backups).where(eq(backups.id, id));
  if (row)
    await announce(tx, hubId, { type: "backup", id, container_id: containerId, state: row.state });
}

function setJobs(
  tx: Transaction,
  backupId: string,
  patch: Partial<Pick<typeof jobs.$inferInsert, "state" | "started" | "completed" | "error">>,
) {
  return tx
    .update(jobs)
    .set({ error: null, ...patch, updated: new Date() })
    .where(
      and(
        eq(jobs.backupId, backupId),
        eq(jobs.action, "verify"),
        inArray(jobs.state, ["queued", "running"]),
      ),
    );
}

function note(
  tx: Transaction,
  { hubId, containerId, id, instanceName }: BackupToVerify,
  details: Record<string, string>,
) {
  return recordActivity(tx, {
    hubId,
    actor: { id: null, name: "Holdfast" },
    event: "container.backup.verify",
    containerId,
    backupId: id,
    subject: instanceName,
    details,
  });
}

function objectOf(row: typeof backups.$inferSelect): BackupToVerify["object"] {
  return {
    key: row.path ?? "",
    versionId: row.versionId,
    size: row.size ?? 0,
    originalSize: row.originalSize ?? 0,
    compression: row.compression ?? "none",
    sha256: row.sha256 ?? "",
    parts: row.parts ?? [],
  };
}
