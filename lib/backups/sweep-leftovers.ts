import { decodeManifest } from "#lib/backups/manifest";
import { manifestPath } from "#lib/backups/object-path";
import type { LeftoverRecord, OpenStore } from "#lib/backups/ports";
import { removeTraces } from "#lib/backups/remove-traces";
import type { ObjectStore } from "#lib/pipeline/ports";

/**
 * Removes what failed and cancelled backups left behind while their bucket could not be reached
 * (promise 6). One with a whole manifest is left alone: it had succeeded, and its row was only given
 * up on; a person decides. A bucket that still does not answer is tried again at the next sweep.
 */
export async function sweepLeftovers(
  deps: { record: LeftoverRecord; openStore: OpenStore },
  hostId: string,
): Promise<void> {
  for (const left of await deps.record.leftovers(hostId)) {
    try {
      const { store } = await deps.openStore(left.integrationId);
      try {
        if (await hasManifest(store, left)) continue;
        await removeTraces(store, left.path);
      } finally {
        store.close();
      }
      await deps.record.leftoversRemoved(left.id);
    } catch (error) {
      console.error(`leftovers of ${left.id}:`, error instanceof Error ? error.message : error);
    }
  }
}

async function hasManifest(
  store: ObjectStore,
  left: { id: string; path: string },
): Promise<boolean> {
  const beside = { key: manifestPath(left.path), versionId: null };
  const head = await store.headObject(beside);
  if (!head) return false;
  const range = { start: 0, length: head.size };
  const bytes = await store.readRange(beside, range, AbortSignal.timeout(60_000));
  return decodeManifest(bytes)?.backup.id === left.id;
}
