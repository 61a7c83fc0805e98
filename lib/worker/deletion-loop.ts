import { type DeletionDeps, deleteBackup } from "#lib/backups/delete-backup";
import type { DoomedBackup } from "#lib/backups/types";

const atOnce = 4;
const firstPauseMs = 5000;
const longestPauseMs = 40_000;

type Bucket = {
  underWay: Set<string>;
  succeeded: number;
  pause: { until: number; ms: number } | null;
};

/**
 * Deletes what is due on one host, a few at once in each bucket: one that hangs holds up neither the
 * others of its bucket nor another bucket. A bucket in which nothing can be deleted is left alone for a
 * while; when it answers again, all that waits for it goes at once. `wake` looks now; the caller wakes
 * it on a timer too, for the tries that failed. `rested` is told when nothing of a bucket is under way.
 */
export function startDeletionLoop(
  deps: DeletionDeps,
  hostId: string,
  rested: () => void = () => undefined,
): { wake(): void; stop(): Promise<void> } {
  /** By integration. */
  const buckets = new Map<string, Bucket>();
  const working = new Set<Promise<void>>();
  let looking: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  async function look(): Promise<void> {
    while (again && !stopped) {
      again = false;
      const now = performance.now();
      const closed = [...buckets].filter(
        ([, { underWay, pause }]) => underWay.size >= atOnce || (pause && pause.until > now),
      );
      // What ends while we look may still be among the answer.
      const known = new Set([...buckets.values()].flatMap(({ underWay }) => [...underWay]));
      const due = await deps.deletions.due(
        hostId,
        closed.map(([id]) => id),
      );
      for (const backup of due) if (!known.has(backup.id)) begin(backup);
    }
  }

  function begin(backup: DoomedBackup): void {
    const { integrationId } = backup;
    const bucket = buckets.get(integrationId) ?? emptyBucket();
    buckets.set(integrationId, bucket);
    const { underWay } = bucket;
    if (stopped || underWay.size >= atOnce) return;
    underWay.add(backup.id);
    const work = deleteOne(backup, bucket)
      .catch((error: unknown) => console.error("deletions:", error))
      .finally(() => {
        underWay.delete(backup.id);
        working.delete(work);
        wake();
        if (underWay.size === 0) rested();
      });
    working.add(work);
  }

  async function deleteOne(backup: DoomedBackup, bucket: Bucket): Promise<void> {
    const before = bucket.succeeded;
    if (await deleteBackup(deps, backup)) {
      bucket.succeeded++;
      bucket.pause = null;
      return;
    }
    const now = performance.now();
    const isPaused = bucket.pause !== null && bucket.pause.until > now;
    if (isPaused || bucket.succeeded > before) return;
    const ms = bucket.pause ? Math.min(bucket.pause.ms * 2, longestPauseMs) : firstPauseMs;
    bucket.pause = { until: now + ms, ms };
  }

  function wake(): void {
    if (stopped) return;
    again = true;
    looking ??= look()
      .catch((error: unknown) => console.error("deletions:", error))
      .finally(() => {
        looking = null;
      });
  }

  return {
    wake,
    async stop() {
      stopped = true;
      await looking;
      await Promise.all(working);
    },
  };
}

function emptyBucket(): Bucket {
  return { underWay: new Set(), succeeded: 0, pause: null };
}
