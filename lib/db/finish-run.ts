import { and, eq, type SQL } from "drizzle-orm";
import { backups, jobs, restores } from "#drizzle/schema";
import type { RunRef } from "#lib/backups/types";
import type { Transaction } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";

type BackupPatch = Partial<typeof backups.$inferInsert>;
type RestorePatch = Partial<typeof restores.$inferInsert>;

/** Compare-and-set from `saving`; false when the row was not there any more. */
export async function finishBackup(
  tx: Transaction,
  run: RunRef,
  patch: BackupPatch & { state: "live" | "failed" | "cancelled" },
) {
  const now = new Date();
  const rows = await tx
    .update(backups)
    .set({ ...patch, stateChanged: now, updated: now, finished: now, execPid: null })
    .where(and(eq(backups.id, run.id), eq(backups.state, "saving")))
    .returning({ id: backups.id });
  if (rows.length === 0) return false;
  await finishJob(
    tx,
    and(eq(jobs.backupId, run.id), eq(jobs.action, "backup")),
    patch.errorMessage ?? null,
  );
  await announce(tx, run.hubId, {
    type: "backup",
    id: run.id,
    container_id: run.containerId,
    state: patch.state,
  });
  return true;
}

/** Compare-and-set from `running`; false when the row was not there any more. */
export async function finishRestore(
  tx: Transaction,
  run: RunRef,
  patch: RestorePatch & { state: "completed" | "failed" | "cancelled" },
) {
  const now = new Date();
  const rows = await tx
    .update(restores)
    .set({ ...patch, stateChanged: now, updated: now, finished: now, execPid: null })
    .where(and(eq(restores.id, run.id), eq(restores.state, "running")))
    .returning({ id: restores.id });
  if (rows.length === 0) return false;
  await finishJob(tx, eq(jobs.restoreId, run.id), patch.errorMessage ?? null);
  await announce(tx, run.hubId, {
    type: "restore",
    id: run.id,
    backup_id: run.backupId,
    container_id: run.containerId,
    state: patch.state,
  });
  return true;
}

async function finishJob(tx: Transaction, which: SQL | undefined, error: string | null) {
  const now = new Date();
  await tx
    .update(jobs)
    .set({ state: error ? "error" : "completed", error, completed: now, updated: now })
    .where(which);
}
