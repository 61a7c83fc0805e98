import { compareBucket } from "#lib/backups/catalogue/compare-bucket";
import { importObjects } from "#lib/backups/catalogue/import-objects";
import { mendManifests } from "#lib/backups/catalogue/mend-manifests";
import type { CatalogueDeps } from "#lib/backups/catalogue/ports";
import { readStrangers } from "#lib/backups/catalogue/read-strangers";
import { settleFound, settleSuspects } from "#lib/backups/catalogue/settle-suspects";
import { sweepRoots } from "#lib/backups/catalogue/sweep-roots";
import { sweepUploads } from "#lib/backups/catalogue/sweep-uploads";
import type { ClaimedSweep, SweepCounts } from "#lib/backups/catalogue/types";
import type { ObjectStore } from "#lib/pipeline/ports";

type Opened = CatalogueDeps & { store: ObjectStore };

/**
 * Compares a bucket with the catalogue, imports what was asked for, or (a rebuild) both. May be broken
 * off anywhere and begun again: each step is done to one row or object after the bucket was asked about
 * it, and what is done already is found done.
 *
 * @returns what was seen and done; throws StoreError or RunError when the bucket cannot be read
 */
export async function runSweep(
  deps: CatalogueDeps,
  sweep: ClaimedSweep,
  signal: AbortSignal,
): Promise<SweepCounts> {
  const { store, prefix } = await deps.openStore(sweep.integrationId);
  const opened = { ...deps, store };
  try {
    const compared =
      sweep.kind === "import" ? {} : await compare(opened, sweep, { prefix, signal });
    if (sweep.kind === "compare") return compared;
    if (sweep.kind === "rebuild") await deps.unknown.requestAll(sweep.integrationId);
    const { imported, notImported, containersMade } = await importObjects(opened, sweep, signal);
    return {
      ...compared,
      imported,
      not_imported: notImported,
      containers_made: containersMade,
    };
  } finally {
    store.close();
  }
}

async function compare(
  deps: Opened,
  sweep: ClaimedSweep,
  { prefix, signal }: { prefix: string; signal: AbortSignal },
): Promise<SweepCounts> {
  const roots = sweepRoots(prefix, await deps.catalogue.roots(sweep.integrationId));
  const { suspects, back, manifests, ...seen } = await compareBucket(deps, sweep, roots, signal);
  // From here on the listing has come to its end.
  const asking = { ...deps, signal };
  const missing = await settleSuspects(asking, suspects, sweep.began);
  const found = await settleFound(asking, back);
  const mended = await mendManifests(asking, manifests);
  await readStrangers(deps, sweep.integrationId, signal);
  const strangers = await deps.unknown.forgetUnseen(sweep);
  const uploads = await sweepUploads(deps, roots, signal);
  return {
    ...seen,
    ...strangers,
    missing,
    back: found,
    manifests_written: mended.written,
    manifests_lost: mended.lost,
    uploads_aborted: uploads.aborted,
    uploads_left: uploads.left,
  };
}
