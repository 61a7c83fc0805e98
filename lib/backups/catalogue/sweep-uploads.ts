import { backupIdOf, fateOfUpload } from "#lib/backups/catalogue/fate-of-upload";
import type { CatalogueRecord } from "#lib/backups/catalogue/ports";
import type { ListedUpload, ObjectStore } from "#lib/pipeline/ports";

const chunk = 200;

/** Aborts the unfinished uploads under the roots that nobody works on. Throws StoreError. */
export async function sweepUploads(
  deps: { catalogue: Pick<CatalogueRecord, "states">; store: ObjectStore; now(): Date },
  roots: readonly string[],
  signal: AbortSignal,
): Promise<{ aborted: number; left: number }> {
  const done = { aborted: 0, left: 0 };
  const settle = async (uploads: ListedUpload[]) => {
    const ids = uploads.flatMap(({ key }) => backupIdOf(key) ?? []);
    const states = await deps.catalogue.states(ids);
    for (const upload of uploads) {
      signal.throwIfAborted();
      const state = states.get(backupIdOf(upload.key) ?? "") ?? null;
      if (fateOfUpload(upload, state, deps.now()) === "leave") {
        done.left++;
        continue;
      }
      await deps.store.abortUpload(upload);
      done.aborted++;
    }
  };
  for (const root of roots) {
    let seen: ListedUpload[] = [];
    for await (const upload of deps.store.listUploads(root, signal)) {
      seen.push(upload);
      if (seen.length < chunk) continue;
      await settle(seen);
      seen = [];
    }
    await settle(seen);
  }
  return done;
}
