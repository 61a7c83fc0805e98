import { type DeletionDeps, deleteBackup } from "#lib/backups/delete-backup";
import type { DoomedBackup } from "#lib/backups/types";

const atOnce = 4;
const firstPauseMs = 5000;
const longestPauseMs = 40_000;

/**
 * Deletes what is due on one host. A bucket in which nothing could be deleted is left alone for a
 * while, and holds up no other bucket; when it answers again, all that waits for it goes at once.
 * `wake` looks now; the caller wakes it on a timer too, for the tries that failed.
 */
export function startDeletionLoop(
  deps: DeletionDeps,
  hostId: string,
): { wake(): void; stop(): Promise<void> } {
  /** By integration. */
  const busy = new Map<string, Promise<void>>();
  const pauses = new Map<string, { until: number; ms: number }>();
  let looking: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  async function look(): Promise<void> {
    while (again && !stopped) {
      again = false;
      const now = performance.now();
      const paused = [...pauses].filter(([, { until }]) => until > now).map(([id]) => id);
      const due = await deps.deletions.due(hostId, [...busy.keys(), ...paused]);
      const groups = Map.groupBy(due, ({ integrationId }) => integrationId);
      for (const [id, backups] of groups) {
        const work = deleteAll(id, backups)
          .catch((error: unknown) => console.error("deletions:", error))
          .finally(() => busy.delete(id));
        busy.set(id, work);
      }
    }
  }

  async function deleteAll(integrationId: string, backups: DoomedBackup[]): Promise<void> {
    for (let at = 0; at < backups.length && !stopped; at += atOnce) {
      const tries = backups.slice(at, at + atOnce).map((backup) => deleteBackup(deps, backup));
      if (!(await Promise.all(tries)).includes(true)) return pause(integrationId);
      pauses.delete(integrationId);
    }
    // There may be more behind what was given at once.
    queueMicrotask(wake);
  }

  function pause(integrationId: string): void {
    const before = pauses.get(integrationId)?.ms;
    const ms = before ? Math.min(before * 2, longestPauseMs) : firstPauseMs;
    pauses.set(integrationId, { until: performance.now() + ms, ms });
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
      await Promise.all(busy.values());
    },
  };
}
