import { type VerifyDeps, VerifyStopped, verifyBackup } from "#lib/backups/verify-backup";
import type { NextToVerify, VerifyRecord } from "#lib/backups/verify-ports";
import { checkBudgetBytes } from "#lib/pipeline/buffer-budget";
import type { MemoryBudget } from "#lib/pipeline/memory-budget";
import { createVerifyRoom } from "#lib/worker/verify-room";

const dueEveryMs = 60_000;
const firstPauseMs = 15_000;
const longestPauseMs = 15 * 60_000;

type Deps = VerifyDeps & { record: VerifyRecord };
type Checking = { controller: AbortController; done: Promise<void> };

/**
 * Checks what somebody asked for, and by the day its share of all that is stored: one backup at a time
 * for each integration, and only while no run of the host waits. One that could not be read leaves its
 * integration alone for a while.
 *
 * @param input.yielded told when memory was given back for the runs that wait
 */
export function startVerifyLoop(
  deps: Deps,
  input: { hostId: string; memory: MemoryBudget; yielded(): void },
): { wake(): void; stop(): Promise<void> } {
  const { hostId, memory } = input;
  /** By integration. */
  const checking = new Map<string, Checking>();
  const pauses = new Map<string, { until: number; ms: number }>();
  let resumed = false;
  let looking: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let lookedForDue = Number.NEGATIVE_INFINITY;

  async function look(): Promise<void> {
    if (!resumed) await deps.record.resume(hostId);
    resumed = true;
    while (again && !stopped) {
      again = false;
      for (let next = await findNext(); next && !stopped; next = await findNext())
        if (!(await begin(next))) break;
    }
  }

  async function findNext(): Promise<NextToVerify | null> {
    const at = performance.now();
    const paused = [...pauses].filter(([, { until }]) => until > at).map(([id]) => id);
    const except = [...checking.keys(), ...paused];
    const asked = await deps.record.nextRequested(hostId, except);
    if (asked || at - lookedForDue < dueEveryMs) return asked;
    const due = await deps.record.nextDue(hostId, except, deps.now());
    if (!due) lookedForDue = at;
    return due;
  }

  /** False when there is no room now. */
  async function begin({ id, integrationId }: NextToVerify): Promise<boolean> {
    const reserved = memory.tryReserve(checkBudgetBytes);
    if (!reserved) return false;
    const backup = await deps.record.begin(id, deps.now()).catch((error: unknown) => {
      reserved.release();
      throw error;
    });
    if (!backup) {
      reserved.release();
      return true;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const room = createVerifyRoom({
      memory,
      reserved,
      signal,
      yielded: input.yielded,
      ask: async () => {
        const answer = await deps.record.mayGoOn(backup, hostId);
        if (answer === "stop") throw new VerifyStopped("the backup is on its way out");
        return answer;
      },
    });
    const done = verifyBackup(deps, backup, { signal, turn: room.turn })
      .then((readable) => (readable ? pauses.delete(integrationId) : pause(integrationId)))
      // The row says that it has begun: it is begun again at the next start.
      .catch((error: unknown) => console.error(`verify ${id}:`, error))
      .finally(() => {
        room.release();
        checking.delete(integrationId);
        wake();
      })
      .then(() => undefined);
    checking.set(integrationId, { controller, done });
    return true;
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
      .catch((error: unknown) => console.error("verify:", error))
      .finally(() => {
        looking = null;
      });
  }

  return {
    wake,
    async stop() {
      stopped = true;
      await looking;
      for (const { controller } of checking.values())
        controller.abort(new Error("Holdfast was stopped."));
      await Promise.all([...checking.values()].map(({ done }) => done));
    },
  };
}
