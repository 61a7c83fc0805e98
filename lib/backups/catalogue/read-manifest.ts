import { decodeManifest, type Manifest } from "#lib/backups/manifest";
import type { ObjectRef, ObjectStore } from "#lib/pipeline/ports";

/** Ten thousand parts take 1.6 MB; what is much larger is nobody's manifest. */
const mostBytes = 4 * 2 ** 20;

export type FoundManifest = { ref: ObjectRef } & ({ manifest: Manifest } | { unreadable: true });

/** The manifest that stands under a key now; null when there is none. Throws StoreError. */
export async function readManifest(
  store: ObjectStore,
  key: string,
  signal: AbortSignal,
): Promise<FoundManifest | null> {
  const head = await store.headObject({ key, versionId: null }, signal);
  if (!head) return null;
  const ref = { key, versionId: head.versionId };
  if (head.size > mostBytes) return { ref, unreadable: true };
  const bytes = await store.readRange(ref, { start: 0, length: head.size }, signal);
  const manifest = decodeManifest(bytes);
  return manifest && isStorable(manifest) ? { ref, manifest } : { ref, unreadable: true };
}

/** PostgreSQL keeps no NUL and no half of a surrogate pair: whoever wrote one did not write a manifest. */
function isStorable(manifest: Manifest): boolean {
  return !/\\u(0000|d[89a-f])/i.test(JSON.stringify(manifest));
}
