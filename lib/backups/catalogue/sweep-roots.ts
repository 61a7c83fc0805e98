import { objectRoot } from "#lib/backups/object-path";
import type { ListedObject, ObjectStore } from "#lib/pipeline/ports";

/**
 * Where to look: under the integration's prefix, and wherever its backups were put under an earlier
 * one. None lies within another, so that nothing is listed twice; in byte order.
 */
export function sweepRoots(prefix: string, used: readonly string[]): string[] {
  const all = [...new Set([`${prefix}${objectRoot}`, ...used])].sort(byteOrder);
  return all.filter((root) => !all.some((other) => other !== root && root.startsWith(other)));
}

/** All objects under the roots, in byte order of their keys. Throws StoreError. */
export async function* listRoots(
  store: ObjectStore,
  roots: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<ListedObject> {
  for (const root of roots) yield* store.listObjects(root, signal);
}

/** The order in which buckets are listed: that of the keys' UTF-8 bytes. */
export function byteOrder(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
