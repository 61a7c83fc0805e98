import { RunError } from "#lib/backups/failure";
import type { RunDeps } from "#lib/backups/ports";
import { reconcileRun } from "#lib/backups/reconcile-run";
import { runBackup } from "#lib/backups/run-backup";
import { runRestore } from "#lib/backups/run-restore";
import type { ClaimedRun } from "#lib/backups/types";
import { whatIsLeft } from "#lib/backups/what-is-left";
import { budgetBytes } from "#lib/pipeline/buffer-budget";
import type { MemoryBudget, Reserved } from "#lib/pipeline/memory-budget";

// How long a run that lost its worker may wait for its bucket before its row is made final anyway.
const giveUpAfterMs = 15 * 60_000;

export type RunLoop = {
  /** Looks for work now; calls that come meanwhile are one more look. */
  wake(): void;
  /** Looks for cancels asked for among the running. */
  checkCancels(): Promise<void>;
  /** Stops the running as "worker-stopped" and resolves when all have settled. */
  stop(): Promise<void>;
};

type Running = { kind: ClaimedRun["kind"]; controller: AbortController; done: Promise<void> };

/**
 * Claims and runs what is queued for one host, as many together as the hub's settings and the memory
 * allow, and makes runs true again that an earlier worker left behind. What finds no room stays queued.
 * The database row is the truth: this memory only holds what to abort.
 */
export function startRunLoop(
  deps: RunDeps,
  input: { hostId: string; memory: MemoryBudget },
): RunLoop {
  const running = new Map<string, Running>();
  const settling = new Set<string>();
  const orphanSince = new Map<string, number>();
  let looking: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  function wake(): void {
    if (stopped) return;
    again = true;
    looking ??= look().finally(() => {
      looking = null;
    });
  }

  async function look(): Promise<void> {
    while (again && !stopped) {
      again = false;
      await reconcileOrphans().catch((error: unknown) => console.error("reconcile:", error));
      while (!stopped && (await beginNext()));
    }
  }

  /** False when nothing more can begin now. */
  async function beginNext(): Promise<boolean> {
    const room = input.memory.tryReserve(budgetBytes);
    if (!room) return false;
    const run = await deps.record.claimNext(input.hostId, running.size).catch((error: unknown) => {
      console.error("claim:", error);
      return null;
    });
    if (run) begin(run, room);
    else room.release();
    return run !== null;
  }

  function begin(run: ClaimedRun, room: Reserved): void {
    const controller = new AbortController();
    const work =
      run.kind === "backup"
        ? runBackup(deps, run, controller.signal)
        : runRestore(deps, run, controller.signal);
    const done = work
      // The row keeps its state, and the next look reconciles it.
      .catch((error: unknown) => console.error(`${run.kind} ${run.id}:`, error))
      .finally(() => {
        running.delete(run.id);
        room.release();
        wake();
      });
    running.set(run.id, { kind: run.kind, controller, done });
    // A cancel may have been asked between the claim and now.
    void checkCancels();
  }

  /** Begins to settle what lost its worker; a bucket that does not answer holds nobody else up. */
  async function reconcileOrphans(): Promise<void> {
    const busy = [...running.keys(), ...settling];
    for (const orphan of await deps.record.orphans(input.hostId, busy)) {
      const since = orphanSince.get(orphan.id) ?? Date.now();
      orphanSince.set(orphan.id, since);
      settling.add(orphan.id);
      void reconcileRun(deps, orphan, { giveUp: Date.now() - since > giveUpAfterMs })
        .then(wake)
        .catch((error: unknown) => console.error(`reconcile ${orphan.id}:`, error))
        .finally(() => settling.delete(orphan.id));
    }
  }

  async function checkCancels(): Promise<void> {
    const asked = await deps.record.cancelRequests([...running.keys()]).catch(() => []);
    for (const id of asked)
      running.get(id)?.controller.abort(new RunError("cancelled", "Cancelled."));
  }

  return {
    wake,
    checkCancels,
    async stop() {
      stopped = true;
      await looking;
      for (const { kind, controller } of running.values()) {
        const words = `Holdfast was stopped while this ${kind} ran. ${whatIsLeft(kind)}`;
        controller.abort(new RunError("worker-stopped", words));
      }
      await Promise.all([...running.values()].map((one) => one.done));
    },
  };
}
