import { setTimeout as sleep } from "node:timers/promises";
import { checkBudgetBytes, checkPieceBytes } from "#lib/pipeline/buffer-budget";
import type { Turn } from "#lib/pipeline/check-object";
import type { MemoryBudget, Reserved } from "#lib/pipeline/memory-budget";

const askEveryMs = 500;
const waitMs = 1000;

type Work<T> = (into: Uint8Array, signal: AbortSignal) => Promise<T>;

/** A turn is broken off: its memory is needed elsewhere. */
class Yield extends Error {}

/**
 * The memory of one check, which reads in short turns. It asks now and then whether it may go on; when it
 * may not, the turn is broken off, all of its memory is given back, and later the turn is made anew. A
 * bucket that hangs can so keep no run waiting.
 *
 * @param input.reserved `checkBudgetBytes` that are held already
 * @param input.ask throws when the check is to end
 * @param input.yielded called when memory was given back
 */
export function createVerifyRoom(input: {
  memory: MemoryBudget;
  reserved: Reserved;
  signal: AbortSignal;
  ask(): Promise<"go" | "wait">;
  yielded(): void;
}): { turn: Turn; release(): void } {
  const { memory, signal } = input;
  let reserved: Reserved | null = input.reserved;
  let buffer: Uint8Array | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function may(): Promise<boolean> {
    if (performance.now() - askedAt < askEveryMs) return true;
    const answer = await input.ask();
    askedAt = performance.now();
    return answer === "go";
  }

  /** Resolves with the buffer when it may be read into. */
  async function enter(): Promise<Uint8Array> {
    for (;;) {
      if (await may()) {
        reserved ??= memory.tryReserve(checkBudgetBytes);
        buffer ??= reserved && Buffer.allocUnsafeSlow(checkPieceBytes);
        if (buffer) return buffer;
      } else leave();
      askedAt = Number.NEGATIVE_INFINITY;
      await sleep(waitMs, undefined, { signal });
    }
  }

  function leave(): void {
    if (!reserved) return;
    buffer = null;
    reserved.release();
    reserved = null;
    input.yielded();
  }

  async function tryTurn<T>(work: Work<T>): Promise<T> {
    const own = new AbortController();
    const into = await enter();
    const watch = setInterval(() => {
      input
        .ask()
        .then((answer) => {
          askedAt = performance.now();
          if (answer === "wait") own.abort(new Yield());
        })
        // Whatever it was, it is asked again before the next turn.
        .catch((error: unknown) => own.abort(error));
    }, askEveryMs);
    try {
      return await work(into, AbortSignal.any([signal, own.signal]));
    } finally {
      clearInterval(watch);
      if (own.signal.aborted) askedAt = Number.NEGATIVE_INFINITY;
    }
  }

  return {
    async turn<T>(work: Work<T>): Promise<T> {
      for (;;) {
        try {
          return await tryTurn(work);
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof Yield)) throw error;
        }
      }
    },
    release: () => reserved?.release(),
  };
}
