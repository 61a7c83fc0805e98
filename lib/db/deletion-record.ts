import { and, asc, eq, lte, notInArray, or, sql } from "drizzle-orm";
import { jobs } from "#drizzle/activity";
import { backups } from "#drizzle/backups";
import type { DeletionRecord } from "#lib/backups/ports";
import type { DoomedBackup } from "#lib/backups/types";
import type { Database } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";

const firstWaitSeconds = 5;
/** Short, so that all is well within a minute of the bucket's return; the caller spares a bucket that fails. */
const longestWaitSeconds = 45;

/** The record of deletions on PostgreSQL. */
export function createDeletionRecord(db: Database): DeletionRecord {
  return {
    async due(hostId, exceptIntegrations) {
      // Not the parts: of a hundred large backups they would be a hundred megabytes.
      return db
        .select({
          id: backups.id,
          hubId: backups.hubId,
          containerId: backups.containerId,
          integrationId: backups.integrationId,
          path: backups.path,
          versionId: backups.versionId,
          manifestPath: backups.manifestPath,
          manifestVersionId: backups.manifestVersionId,
          tries: backups.deleteTries,
        })
        .from(backups)
        .where(
          and(
            eq(backups.hostId, hostId),
            eq(backups.state, "deleting"),
            notInArray(backups.integrationId, exceptIntegrations),
            or(sql`${backups.deleteDue} is null`, lte(backups.deleteDue, new Date())),
          ),
        )
        .orderBy(asc(backups.stateChanged))
        .limit(100);
    },

    deleted: (backup) =>
      db.transaction(async (tx) => {
        const now = new Date();
        await tx
          .update(backups)
          .set({
            state: "deleted",
            stateChanged: now,
            updated: now,
            deleted: now,
            errorCode: null,
            errorMessage: null,
          })
          .where(and(eq(backups.id, backup.id), eq(backups.state, "deleting")));
        await tx
          .update(jobs)
          .set({ state: "completed", completed: now, updated: now, error: null })
          .where(deleteJob(backup));
        await recordActivity(tx, {
          hubId: backup.hubId,
          actor: { id: null, name: "Holdfast" },
          event: "container.backup.delete",
          containerId: backup.containerId,
          backupId: backup.id,
        });
        await announce(tx, backup.hubId, {
          type: "backup",
          id: backup.id,
          container_id: backup.containerId,
          state: "deleted",
        });
      }),

    deleteFailed: (backup, failure) =>
      db.transaction(async (tx) => {
        const wait = Math.min(
          longestWaitSeconds,
          firstWaitSeconds * 2 ** Math.min(backup.tries, 10),
        );
        await tx
          .update(backups)
          .set({
            errorCode: failure.code,
            errorMessage: `Not deleted yet: ${failure.message} It is tried again by itself.`,
            deleteTries: backup.tries + 1,
            deleteDue: new Date(Date.now() + wait * 1000),
            updated: new Date(),
          })
          .where(and(eq(backups.id, backup.id), eq(backups.state, "deleting")));
        await tx
          .update(jobs)
          .set({ error: failure.message, updated: new Date() })
          .where(deleteJob(backup));
        await announce(tx, backup.hubId, {
          type: "backup",
          id: backup.id,
          container_id: backup.containerId,
          state: "deleting",
          failed: true,
        });
      }),
  };
}

function deleteJob(backup: DoomedBackup) {
  return and(eq(jobs.backupId, backup.id), eq(jobs.action, "delete"));
}
