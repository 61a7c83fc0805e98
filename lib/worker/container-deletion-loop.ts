import { type ContainerDeletionDeps, deleteContainer } from "#lib/containers/delete-container";

/**
 * Brings the deletions of one host's containers on, each as far as it goes now; calls that come
 * meanwhile are one more look. `sent` is told when there are backups to delete.
 */
export function startContainerDeletionLoop(
  deps: ContainerDeletionDeps,
  hostId: string,
  sent: () => void,
): { wake(): void; stop(): Promise<void> } {
  let looking: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  async function look(): Promise<void> {
    while (again && !stopped) {
      again = false;
      for (const doomed of await deps.record.due(hostId)) {
        if (stopped) return;
        const some = await deleteContainer(deps, doomed).catch((error: unknown) => {
          console.error(`delete container ${doomed.id}:`, error);
          return false;
        });
        if (some) sent();
      }
    }
  }

  return {
    wake() {
      if (stopped) return;
      again = true;
      looking ??= look()
        .catch((error: unknown) => console.error("container deletions:", error))
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
