import { whyNotIts } from "#lib/backups/catalogue/check-manifest";
import { eachOf } from "#lib/backups/catalogue/each-of";
import type { UnknownObject, UnknownRecord } from "#lib/backups/catalogue/ports";
import { readManifest } from "#lib/backups/catalogue/read-manifest";
import type { Manifest } from "#lib/backups/manifest";
import { manifestPath } from "#lib/backups/object-path";
import type { ObjectStore } from "#lib/pipeline/ports";

const atOnce = 6;
const chunk = 200;

/**
 * Looks for the manifest of each unknown object that was not looked at yet, and writes down what it
 * says or why the object cannot be imported. Throws StoreError.
 */
export async function readStrangers(
  deps: { unknown: UnknownRecord; store: ObjectStore },
  integrationId: string,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const unread = await deps.unknown.unread(integrationId, chunk);
    if (unread.length === 0) return;
    await eachOf(unread, atOnce, async (object) => {
      await deps.unknown.noteManifest(object.id, await lookBeside(deps.store, object, signal));
    });
  }
}

async function lookBeside(
  store: ObjectStore,
  object: UnknownObject,
  signal: AbortSignal,
): Promise<{ manifest: Manifest } | { problem: string }> {
  if (!object.path.endsWith(".backup"))
    return { problem: "It is no backup: Holdfast makes no objects of this name." };
  const found = await readManifest(store, manifestPath(object.path), signal);
  if (!found) return { problem: "There is no manifest beside it." };
  if (!("manifest" in found)) return { problem: "The manifest beside it cannot be read." };
  const problem = whyNotIts(found.manifest, object);
  return problem ? { problem } : { manifest: found.manifest };
}
