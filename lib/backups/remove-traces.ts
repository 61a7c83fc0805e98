import { manifestPath } from "#lib/backups/object-path";
import type { ObjectStore } from "#lib/pipeline/ports";

/**
 * Removes whatever a backup that is not live has left under its path: unfinished uploads, its object,
 * its manifest. An answer that was lost may hide any of them, so the bucket is asked. On a versioned
 * bucket a delete without a version only hides, so each version is looked up. Throws StoreError.
 */
export async function removeTraces(store: ObjectStore, path: string): Promise<void> {
  for await (const upload of store.listUploads(path)) await store.abortUpload(upload);
  for (const key of [path, manifestPath(path)]) {
    const head = await store.headObject({ key, versionId: null });
    if (head) await store.deleteObject({ key, versionId: head.versionId });
  }
}
