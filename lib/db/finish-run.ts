import { and, eq, type SQL } from "drizzle-orm";
import { jobs } from "#drizzle/activity";
import { backups, restores } from "#drizzle/backups";
import type { RunRef } from "#lib/backups/types";
import type { Transaction } from "#lib/db/client";
import type { Enqueue } from "#lib/db/enqueue";
import { announce } from "#lib/db/live-channel";
import { queueRetry } from "#lib/db/queue-retry";

type BackupPatch = Partial<typeof backups.$inferInsert>;
type RestorePatch = Partial<typeof restores.$inferInsert>;

/**
 * Compare-and-set, from `saving` if no other state is named; false when the row was not there any
 * more. What a schedule asked for and has failed gets its next try.
 */
export async function finishBackup(
  tx: Transaction,
  enqueue: Enqueue,
  run: RunRef,
  patch: BackupPatch & { state: "live" | "failed" | "cancelled" },
  from: "saving" | "failed" = "saving",
) {
  const now = new Date();
  const [row] = await tx
    .update(backups)
    .set({ ...patch, stateChanged: now, updated: now, finished: now, execPid: null })
    .where(and(eq(backups.id, run.id), eq(backups.state, from)))
    // Not the parts: they may be a megabyte.
    .returning({
      hubId: backups.hubId,
      containerId: backups.containerId,
      hostId: backups.hostId,
      instanceId: backups.instanceId,
      instanceName: backups.instanceName,
      trigger: backups.trigger,
      due: backups.due,
      attempt: backups.attempt,
      cancelRequested: backups.cancelRequested,
    });
  if (!row) return false;
  if (patch.state === "failed") await queueRetry(tx, enqueue, row);
  await finishJobs(tx, eq(jobs.backupId, run.id), { action: "backup", ...patch });
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
  await finishJobs(tx, eq(jobs.restoreId, run.id), { action: "restore", ...patch });
  await announce(tx, run.hubId, {
    type: "restore",
    id: run.id,
    backup_id: run.backupId,
    container_id: run.containerId,
    state: patch.state,
  });
  return true;
}

/** Ends the job that the run was, and those that asked for its end. */
async function finishJobs(
  tx: Transaction,
  ofRun: SQL,
  end: { action: "backup" | "restore"; state: string; errorMessage?: string | null },
): Promise<void> {
  const now = new Date();
  const finish = (action: string, error: string | null) =>
    tx
      .update(jobs)
      .set({ state: error ? "error" : "completed", error, completed: now, updated: now })
      .where(and(ofRun, eq(jobs.action, action)));
  await finish(end.action, end.errorMessage ?? null);
  await finish(
    end.action === "backup" ? "cancel" : "cancel-restore",
    end.state === "cancelled" ? null : `The ${end.action} ended before it could be cancelled.`,
  );
}
