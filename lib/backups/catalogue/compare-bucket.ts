import { expectedObjects } from "#lib/backups/catalogue/expected-objects";
import { isOther, isSame } from "#lib/backups/catalogue/judge-object";
import { type Met, meetListing } from "#lib/backups/catalogue/meet-listing";
import type { CatalogueDeps } from "#lib/backups/catalogue/ports";
import { canComeBack } from "#lib/backups/catalogue/settle-suspects";
import { listRoots } from "#lib/backups/catalogue/sweep-roots";
import type { ClaimedSweep } from "#lib/backups/catalogue/types";
import type { ListedObject, ObjectStore } from "#lib/pipeline/ports";

const notedAtOnce = 500;
/** Verifying an integration puts such a small object there for a moment. */
const probe = /\/verify-[0-9a-f-]{36}(-parts)?$/;
const probeMs = 3_600_000;

/** What a listing leaves to be asked again: ids of backups. */
export type Suspicions = {
  suspects: string[];
  /** Missing ones that the listing shows as they were stored. */
  back: string[];
  manifests: string[];
  objects: number;
  bytes: number;
  known: number;
  found: number;
};

/**
 * Lists the bucket and lays it beside the catalogue. Judges nothing: a listing takes minutes in which
 * backups come and go. Objects that no row knows are written down on the way. Throws StoreError when
 * the listing cannot be read to its end; then nothing is known.
 */
export async function compareBucket(
  deps: Pick<CatalogueDeps, "catalogue" | "unknown"> & { store: ObjectStore },
  sweep: ClaimedSweep,
  roots: readonly string[],
  signal: AbortSignal,
): Promise<Suspicions> {
  const seen: Suspicions = {
    suspects: [],
    back: [],
    manifests: [],
    objects: 0,
    bytes: 0,
    known: 0,
    found: 0,
  };
  let strangers: ListedObject[] = [];
  let lastObject = "";
  const met = meetListing(
    listRoots(deps.store, roots, signal),
    expectedObjects(deps.catalogue, sweep.integrationId),
  );
  for await (const pair of met) {
    if (pair.listed) {
      seen.objects++;
      seen.bytes += pair.listed.size;
      if (pair.listed.key.endsWith(".backup")) lastObject = pair.listed.key;
    }
    if (pair.expected) {
      noteExpected(seen, pair, sweep.began);
      continue;
    }
    // The manifest of a stranger is read with it.
    if (pair.listed.key === `${lastObject}.json` || isProbe(pair.listed, sweep.began)) continue;
    strangers.push(pair.listed);
    if (strangers.length < notedAtOnce) continue;
    await deps.unknown.note(sweep, strangers);
    strangers = [];
  }
  await deps.unknown.note(sweep, strangers);
  return seen;
}

function noteExpected(
  seen: Suspicions,
  { expected, listed }: Extract<Met, { expected: object }>,
  began: Date,
): void {
  const { backup } = expected;
  // What became live since is another sweep's.
  const isJudged = backup.state === "live" && backup.stateChanged < began;
  if (expected.of === "manifest") {
    const isThere = listed !== null && !isOther(backup.manifestVersionId, listed.versionId);
    if (isJudged && !isThere) seen.manifests.push(backup.id);
    return;
  }
  seen.known++;
  if (listed && isSame(backup, listed)) {
    seen.found++;
    if (canComeBack(backup)) seen.back.push(backup.id);
  } else if (isJudged) seen.suspects.push(backup.id);
}

function isProbe({ key, modified }: ListedObject, now: Date): boolean {
  return probe.test(key) && now.getTime() - modified.getTime() < probeMs;
}
