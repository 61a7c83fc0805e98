import { decodeManifest } from "#lib/backups/manifest";
import { manifestPath } from "#lib/backups/object-path";
import type { LiveBackup } from "#lib/backups/ports";
import type { ObjectRef, ObjectStore } from "#lib/pipeline/ports";

const readMs = 60_000;

/**
 * What a backup stored under its path, if all of it stands: the manifest is written last, so where it
 * stands beside an object of its size the backup had succeeded. Else null. Throws StoreError.
 */
export async function findWhole(
  store: ObjectStore,
  backupId: string,
  path: string,
): Promise<LiveBackup | null> {
  const object = await store.headObject({ key: path, versionId: null });
  const beside: ObjectRef = { key: manifestPath(path), versionId: null };
  const manifestHead = await store.headObject(beside);
  if (!object || !manifestHead) return null;
  const range = { start: 0, length: manifestHead.size };
  const bytes = await store.readRange(beside, range, AbortSignal.timeout(readMs));
  const manifest = decodeManifest(bytes);
  if (manifest?.backup.id !== backupId || manifest.object.size !== object.size) return null;
  const { key, size, original_size, compression, sha256, parts } = manifest.object;
  return {
    object: {
      key,
      versionId: object.versionId,
      size,
      originalSize: original_size,
      compression,
      sha256,
      parts,
    },
    manifest: { key: beside.key, versionId: manifestHead.versionId },
    exitCode: 0,
  };
}
