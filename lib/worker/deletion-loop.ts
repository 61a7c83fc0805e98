import { type DeletionDeps, deleteBackup } from "#lib/backups/delete-backup";

/**
 * Deletes what is due on one host, one look at a time. `wake` looks now; the caller wakes it on a
 * timer too, for the tries that failed.
 */
export function startDeletionLoop(
  deps: DeletionDeps,
  hostId: string,
): { wake(): void; stop(): Promise<void> } {
  const atOnce = 4;
  let looking: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  async function look(): Promise<void> {
    while (again && !stopped) {
      again = false;
      const due = await deps.deletions.due(hostId);
      for (let at = 0; at < due.length && !stopped; at += atOnce) {
        await Promise.all(due.slice(at, at + atOnce).map((backup) => deleteBackup(deps, backup)));
      }
      // A full page may have more behind it.
      again ||= due.length >= 100;
    }
  }

  return {
    wake() {
      if (stopped) return;
      again = true;
      looking ??= look()
        .catch((error: unknown) => console.error("deletions:", error))
        .finally(() => {
          looking = null;
        });
    },
    async stop() {
      stopped = true;
      await looking;
    },
  };
}
