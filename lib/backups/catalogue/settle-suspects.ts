import { eachOf } from "#lib/backups/catalogue/each-of";
import { isOther, judgeObject } from "#lib/backups/catalogue/judge-object";
import type { CatalogueRecord } from "#lib/backups/catalogue/ports";
import type { KnownObject } from "#lib/backups/catalogue/types";
import type { ObjectStore } from "#lib/pipeline/ports";

const atOnce = 8;
const chunk = 200;

type Deps = { catalogue: CatalogueRecord; store: ObjectStore; signal: AbortSignal };

/**
 * Asks the bucket once more about each backup that the listing did not show as it was stored, and
 * marks as missing only what is confirmed. The order is what makes it safe: an object is whole before
 * its row is live, and its row is `deleting` before the object goes; so what is live before the
 * bucket is asked, not there when it is asked, and unchanged when it is marked, is missing.
 *
 * @returns how many were marked
 */
export async function settleSuspects(deps: Deps, ids: string[], began: Date): Promise<number> {
  let marked = 0;
  await eachKnown(deps, ids, async (backup) => {
    if (backup.state !== "live" || backup.stateChanged >= began) return;
    const current = await deps.store.headObject({ key: backup.path, versionId: null }, deps.signal);
    const own = await standsBehind(deps, backup, current);
    const failure = judgeObject(backup, current, own);
    if (failure && (await deps.catalogue.markMissing(backup, failure))) marked++;
  });
  return marked;
}

/**
 * Makes missing backups live again whose very object is there, once the bucket has confirmed it.
 *
 * @returns how many are live again
 */
export async function settleFound(deps: Deps, ids: string[]): Promise<number> {
  let found = 0;
  await eachKnown(deps, ids, async (backup) => {
    if (!canComeBack(backup)) return;
    const current = await deps.store.headObject({ key: backup.path, versionId: null }, deps.signal);
    if (!current || judgeObject(backup, current, false)) return;
    if (await deps.catalogue.markFound(backup)) found++;
  });
  return found;
}

/** Damage that was read in its bytes is not undone by a size that fits. */
export function canComeBack({ state, errorCode }: KnownObject): boolean {
  return state === "missing" && (errorCode === "object-gone" || errorCode === "object-changed");
}

async function standsBehind(
  { store, signal }: Deps,
  { path, versionId, size }: KnownObject,
  current: { versionId: string | null } | null,
): Promise<boolean> {
  if (versionId === null || (current && !isOther(versionId, current.versionId))) return false;
  const own = await store.headObject({ key: path, versionId }, signal);
  return own?.size === size;
}

/** Reads the rows afresh, a chunk at a time. */
async function eachKnown(
  { catalogue, signal }: Deps,
  ids: string[],
  work: (backup: KnownObject) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < ids.length; at += chunk) {
    signal.throwIfAborted();
    const rows = await catalogue.known(ids.slice(at, at + chunk));
    await eachOf(rows, atOnce, work);
  }
}
