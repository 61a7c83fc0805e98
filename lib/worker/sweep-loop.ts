import type { CatalogueDeps } from "#lib/backups/catalogue/ports";
import { runSweep } from "#lib/backups/catalogue/run-sweep";
import type { ClaimedSweep } from "#lib/backups/catalogue/types";
import { explainFailure } from "#lib/backups/failure";
import type { SweepRecord } from "#lib/db/sweep-record";

/** One that waits for a bucket that does not answer must not hold up the others for long. */
const atOnce = 2;

/**
 * Runs the sweeps that were asked for, and asks for those that are due, as long as this worker serves
 * the host. A sweep is one worker's at a time: the row says whose, and the host's lock whether that
 * worker is there. One that is broken off by a stop waits again; one whose worker died is begun again.
 */
export function startSweepLoop(
  deps: CatalogueDeps & { sweeps: SweepRecord },
  host: { id: string; hubId: string },
): { wake(): void; minute(): void; stop(): Promise<void> } {
  const active = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let looking: Promise<void> | null = null;
  let again = false;
  let minuteDue = true;

  async function look(): Promise<void> {
    while (again && !stopping.signal.aborted) {
      again = false;
      if (minuteDue) {
        minuteDue = false;
        await deps.sweeps.queueDue(host.hubId, deps.now());
      }
      while (active.size < atOnce && !stopping.signal.aborted) {
        const sweep = await deps.sweeps.claim(host, [...active.keys()]);
        if (!sweep) break;
        begin(sweep);
      }
    }
  }

  function begin(sweep: ClaimedSweep): void {
    const work = run(sweep)
      // The row stays as it is, and is begun again.
      .catch((error: unknown) => console.error(`sweep ${sweep.id}:`, error))
      .finally(() => {
        active.delete(sweep.id);
        wake();
      });
    active.set(sweep.id, work);
  }

  async function run(sweep: ClaimedSweep): Promise<void> {
    const { signal } = stopping;
    try {
      const counts = await runSweep(deps, sweep, signal);
      await deps.sweeps.completed(sweep, counts);
    } catch (error) {
      if (signal.aborted) return deps.sweeps.putBack(sweep);
      const { code, message } = explainFailure(error);
      if (code === "unexpected") console.error(`sweep ${sweep.id}:`, error);
      await deps.sweeps.failed(sweep, message);
    }
  }

  function wake(): void {
    if (stopping.signal.aborted) return;
    again = true;
    looking ??= look()
      .catch((error: unknown) => console.error("sweeps:", error))
      .finally(() => {
        looking = null;
      });
  }

  return {
    wake,
    minute() {
      minuteDue = true;
      wake();
    },
    async stop() {
      stopping.abort(new Error("the worker is being stopped"));
      await looking;
      await Promise.all(active.values());
    },
  };
}
