import { and, eq, inArray, isNotNull, notInArray } from "drizzle-orm";
import { backups, logs, restores } from "#drizzle/backups";
import type { RunRecord } from "#lib/backups/ports";
import { claimNextRun } from "#lib/db/claim-next-run";
import type { Database } from "#lib/db/client";
import type { Enqueue } from "#lib/db/enqueue";
import { finishBackup, finishRestore } from "#lib/db/finish-run";
import { announce } from "#lib/db/live-channel";
import { livePatch } from "#lib/db/live-patch";
import { suspectBackup } from "#lib/db/suspect-backup";

/**
 * The record of runs on PostgreSQL. Each change of state announces itself in its own transaction;
 * `enqueue` joins the one that records a failure, for its next try.
 */
export function createRunRecord(db: Database, enqueue: Enqueue): RunRecord {
  return {
    claimNext: (hostId, running) => claimNextRun(db, hostId, running),

    async noteCommand(run, { dockerId, pid, shown }) {
      const table = run.kind === "backup" ? backups : restores;
      await db
        .update(table)
        .set({ dockerId, execPid: pid, command: shown })
        .where(eq(table.id, run.id));
    },

    async notePath(backupId, path) {
      await db.update(backups).set({ path }).where(eq(backups.id, backupId));
    },

    backupLive: (run, live) =>
      db.transaction((tx) => finishBackup(tx, enqueue, run, livePatch(live))),

    restoreCompleted: (run, { fedBytes }) =>
      db.transaction((tx) => finishRestore(tx, run, { state: "completed", exitCode: 0, fedBytes })),

    runFailed: (run, failure, { exitCode, fedBytes, leftovers }) =>
      db.transaction(async (tx) => {
        const ending = {
          state: "failed",
          errorCode: failure.code,
          errorMessage: failure.message,
          exitCode,
        } as const;
        if (run.kind === "backup")
          return finishBackup(tx, enqueue, run, {
            ...ending,
            leftovers,
            ...(leftovers ? {} : { path: null }),
          });
        const isOurs = await finishRestore(tx, run, { ...ending, fedBytes, leftovers });
        if (isOurs && failure.code === "object-damaged") await suspectBackup(tx, enqueue, run);
        return isOurs;
      }),

    runCancelled: (run, { fedBytes, leftovers }) =>
      db.transaction((tx) => {
        const ending = {
          state: "cancelled",
        } as const;
        return run.kind === "backup"
          ? finishBackup(tx, enqueue, run, {
              ...ending,
              leftovers,
              ...(leftovers ? {} : { path: null }),
            })
          : finishRestore(tx, run, { ...ending, fedBytes, leftovers });
      }),

    backupMissing: (backupId, { code, message }) =>
      db.transaction(async (tx) => {
        const [row] = await tx
          .update(backups)
          .set({
            state: "missing",
            stateChanged: new Date(),
            updated: new Date(),
            errorCode: code,
            errorMessage: message,
          })
          .where(and(eq(backups.id, backupId), eq(backups.state, "live")))
          .returning({ hubId: backups.hubId, containerId: backups.containerId });
        if (!row) return false;
        await announce(tx, row.hubId, {
          type: "backup",
          id: backupId,
          container_id: row.containerId,
          state: "missing",
        });
        return true;
      }),

    async cancelRequests(runIds) {
      if (runIds.length === 0) return [];
      const asked = (table: typeof backups | typeof restores) =>
        db
          .select({ id: table.id })
          .from(table)
          .where(and(inArray(table.id, runIds), isNotNull(table.cancelRequested)));
      const rows = [...(await asked(backups)), ...(await asked(restores))];
      return rows.map((row) => row.id);
    },

    async orphans(hostId, active) {
      const backupRows = await db
        .select()
        .from(backups)
        .where(
          and(
            eq(backups.hostId, hostId),
            eq(backups.state, "saving"),
            notInArray(backups.id, active),
          ),
        );
      const restoreRows = await db
        .select({ restore: restores, integrationId: backups.integrationId })
        .from(restores)
        .innerJoin(backups, eq(backups.id, restores.backupId))
        .where(
          and(
            eq(restores.hostId, hostId),
            eq(restores.state, "running"),
            notInArray(restores.id, active),
          ),
        );
      return [
        ...backupRows.map((row) => ({ ...row, kind: "backup" as const, backupId: row.id })),
        ...restoreRows.map(({ restore, integrationId }) => ({
          ...restore,
          kind: "restore" as const,
          integrationId,
          path: null,
        })),
      ];
    },

    async writeLog(run, { source, text, totalBytes, cutBytes }) {
      await db.transaction(async (tx) => {
        // A run has one log, under the run's own id.
        await tx
          .insert(logs)
          .values({
            id: run.id,
            hubId: run.hubId,
            containerId: run.containerId,
            instanceId: run.instanceId,
            backupId: run.backupId,
            restoreId: run.kind === "restore" ? run.id : null,
            type: run.kind,
            source,
            log: text,
            totalBytes,
            cutBytes,
          })
          .onConflictDoUpdate({
            target: logs.id,
            set: { source, log: text, totalBytes, cutBytes, updated: new Date() },
          });
        await announce(tx, run.hubId, {
          type: "log",
          backup_id: run.backupId,
          restore_id: run.kind === "restore" ? run.id : null,
          container_id: run.containerId,
        });
      });
    },
  };
}
