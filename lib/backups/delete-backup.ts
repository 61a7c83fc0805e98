import { explainFailure } from "#lib/backups/failure";
import type { DeletionRecord, OpenStore, RunDeps } from "#lib/backups/ports";
import { removeTraces } from "#lib/backups/remove-traces";
import type { DoomedBackup } from "#lib/backups/types";
import type { ObjectRef, ObjectStore } from "#lib/pipeline/ports";

export type DeletionDeps = {
  deletions: DeletionRecord;
  openStore: OpenStore;
  step: RunDeps["step"];
};

/**
 * Deletes one backup for good (promise 7): the object's very version, then the manifest's, then the
 * row. Deleting what is already gone succeeds, so a second try after a crash ends well. A failure
 * leaves the row in `deleting` with its reason, for the next try.
 *
 * @returns whether it is deleted
 */
export async function deleteBackup(deps: DeletionDeps, backup: DoomedBackup): Promise<boolean> {
  const ref = {
    kind: "backup" as const,
    id: backup.id,
    hubId: backup.hubId,
    backupId: backup.id,
    containerId: backup.containerId,
  };
  try {
    await deps.step(ref, "deleting");
    // A backup that never stored anything has no path, and needs no bucket to be deleted.
    if (backup.path) {
      const { store } = await deps.openStore(backup.integrationId);
      try {
        await deleteVersion(store, { key: backup.path, versionId: backup.versionId });
        await deps.step(ref, "object-deleted");
        if (backup.manifestPath)
          await deleteVersion(store, {
            key: backup.manifestPath,
            versionId: backup.manifestVersionId,
          });
        // It was never live: what a failed run could not remove is known by its path alone.
        else await removeTraces(store, backup.path);
        await deps.step(ref, "manifest-deleted");
      } finally {
        store.close();
      }
    }
  } catch (error) {
    const { code, message } = explainFailure(error);
    if (code === "unexpected") console.error(`delete ${backup.id}:`, error);
    await deps.deletions.deleteFailed(backup, { code, message });
    return false;
  }
  await deps.deletions.deleted(backup);
  await deps.step(ref, "row-deleted");
  return true;
}

/**
 * On a versioned bucket a delete without a version only hides, so a version that the record does not
 * know (a failed run's leftover) is looked up first.
 */
async function deleteVersion(store: ObjectStore, ref: ObjectRef): Promise<void> {
  if (ref.versionId) return store.deleteObject(ref);
  const head = await store.headObject(ref);
  if (head) await store.deleteObject({ key: ref.key, versionId: head.versionId });
}
