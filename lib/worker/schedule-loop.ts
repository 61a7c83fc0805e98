import { runSchedules } from "#lib/backups/run-schedules";

/** Sees to one host's schedules, one look at a time; calls that come meanwhile are one more look. */
export function startScheduleLoop(
  deps: Parameters<typeof runSchedules>[0],
  hostId: string,
): { wake(): void; stop(): Promise<void> } {
  let looking: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  async function look(): Promise<void> {
    while (again && !stopped) {
      again = false;
      await runSchedules(deps, hostId);
    }
  }

  return {
    wake() {
      if (stopped) return;
      again = true;
      looking ??= look()
        .catch((error: unknown) => console.error("schedules:", error))
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
