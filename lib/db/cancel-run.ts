import { and, eq, inArray } from "drizzle-orm";
import { jobs } from "#drizzle/activity";
import { backups, restores } from "#drizzle/backups";
import type { Actor } from "#lib/backups/types";
import type { Transaction } from "#lib/db/client";
import { announce, announceCancel } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";

/**
 * Cancels a queued run at once, or asks a running one to stop; false when it had ended. The job of the
 * request is there at once, and is over when the run is.
 */
export async function cancelRun(
  tx: Transaction,
  run: { kind: "backup" | "restore"; id: string; hubId: string; jobId: string },
  actor: Actor,
): Promise<boolean> {
  const now = new Date();
  const ended = {
    state: "cancelled" as const,
    stateChanged: now,
    updated: now,
    finished: now,
    cancelRequested: now,
  };
  const table = run.kind === "backup" ? backups : restores;
  const backupId = run.kind === "backup" ? backups.id : restores.backupId;
  const [queued] = await tx
    .update(table)
    .set(ended)
    .where(and(eq(table.id, run.id), eq(table.state, "queued")))
    .returning({ containerId: table.containerId, backupId });
  const [running] = queued
    ? []
    : await tx
        .update(table)
        .set({ cancelRequested: now, updated: now })
        .where(and(eq(table.id, run.id), inArray(table.state, ["saving", "running"])))
        .returning({ containerId: table.containerId, backupId });
  const row = queued ?? running;
  if (!row) return false;
  await recordActivity(tx, {
    hubId: run.hubId,
    actor,
    event: `container.${run.kind}.cancel`,
    ...row,
  });
  const isBackup = run.kind === "backup";
  if (queued) {
    const which = isBackup ? eq(jobs.backupId, run.id) : eq(jobs.restoreId, run.id);
    await tx.update(jobs).set({ state: "completed", completed: now, updated: now }).where(which);
  }
  await tx.insert(jobs).values({
    id: run.jobId,
    hubId: run.hubId,
    queue: "backups",
    action: isBackup ? "cancel" : "cancel-restore",
    caption: isBackup ? "Cancel backup" : "Cancel restore",
    creatorId: actor.id,
    backupId: row.backupId,
    restoreId: isBackup ? null : run.id,
    started: now,
    ...(queued ? { state: "completed", completed: now } : { state: "running" }),
  });
  if (running) await announceCancel(tx, run.id);
  await announce(
    tx,
    run.hubId,
    isBackup
      ? {
          type: "backup",
          id: run.id,
          container_id: row.containerId,
          state: queued ? "cancelled" : "saving",
        }
      : {
          type: "restore",
          id: run.id,
          backup_id: row.backupId,
          container_id: row.containerId,
          state: queued ? "cancelled" : "running",
        },
  );
  return true;
}
