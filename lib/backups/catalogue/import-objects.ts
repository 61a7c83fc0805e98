import { eachOf } from "#lib/backups/catalogue/each-of";
import type { CatalogueDeps, ImportedBackup, ObjectToImport } from "#lib/backups/catalogue/ports";
import type { ClaimedSweep } from "#lib/backups/catalogue/types";
import { manifestPath } from "#lib/backups/object-path";
import { Refusal } from "#lib/hubs/refusal";
import type { ObjectStore } from "#lib/pipeline/ports";

const atOnce = 6;
/** A manifest may be a megabyte and a half. */
const chunk = 20;

export type Imported = { imported: number; notImported: number; containersMade: number };

/**
 * Makes live backups of the unknown objects that were asked for, newest first, each after the bucket
 * has shown once more that it and its manifest are there. What cannot be imported stays listed with
 * its reason. Throws StoreError; what was imported by then stays, and the rest stays asked for.
 */
export async function importObjects(
  deps: Pick<CatalogueDeps, "unknown"> & { store: ObjectStore },
  sweep: ClaimedSweep,
  signal: AbortSignal,
): Promise<Imported> {
  const done = { imported: 0, notImported: 0, containersMade: 0 };
  const refuse = async ({ id }: { id: string }, problem: string) => {
    await deps.unknown.refuse(id, problem);
    done.notImported++;
  };
  for (;;) {
    signal.throwIfAborted();
    const asked = await deps.unknown.nextToImport(sweep.integrationId, chunk);
    if (asked.length === 0) return done;
    const sound: ImportedBackup[] = [];
    await eachOf(asked, atOnce, async (object) => {
      const seen = await lookAgain(deps.store, object, signal);
      if (typeof seen === "string") await refuse(object, seen);
      else sound.push(seen);
    });
    for (const group of byContainer(sound, asked)) {
      try {
        const { imported, containerMade } = await deps.unknown.importBackups(sweep, group);
        done.imported += imported;
        if (containerMade) done.containersMade++;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        for (const object of group) await refuse(object, error.message);
      }
    }
  }
}

async function lookAgain(
  store: ObjectStore,
  object: ObjectToImport,
  signal: AbortSignal,
): Promise<ImportedBackup | string> {
  const head = await store.headObject({ key: object.path, versionId: null }, signal);
  if (head?.size !== object.size)
    return "It has changed since it was seen. Compare with the bucket again.";
  const key = manifestPath(object.path);
  const beside = await store.headObject({ key, versionId: null }, signal);
  if (!beside) return "The manifest beside it is gone.";
  const { versionId } = head;
  return { ...object, versionId, manifestRef: { key, versionId: beside.versionId } };
}

/** In the order in which they were asked for, which is newest first. */
function byContainer(sound: ImportedBackup[], asked: { id: string }[]): ImportedBackup[][] {
  const order = new Map(asked.map(({ id }, index) => [id, index]));
  const sorted = sound.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  return [...Map.groupBy(sorted, ({ manifest }) => manifest.container.key).values()];
}
