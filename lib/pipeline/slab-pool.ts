/** Equal buffers, made when first needed, used again and again, never more than a limit. */
export type SlabPool = {
  slabBytes: number;
  /** A buffer at once, or null when the limit is reached. Its content is whatever was in it. */
  tryAcquire(): Buffer | null;
  /** Waits for a buffer, in the order of asking. Rejects with the signal's reason. */
  acquire(signal: AbortSignal): Promise<Buffer>;
  release(slab: Buffer): void;
  /** Gives the place back but not the buffer, because somebody still reads it. */
  forget(): void;
  /** Lets the pool grow to that many bytes, up to its maximum. */
  allow(bytes: number): void;
};

/**
 * @param maxBytes never exceeded
 * @param usualBytes the limit until `allow` raises it
 */
export function createSlabPool(
  slabBytes: number,
  maxBytes: number,
  usualBytes = maxBytes,
): SlabPool {
  const free: Buffer[] = [];
  const waiting: { grant(slab: Buffer): void }[] = [];
  let limit = Math.max(1, Math.floor(Math.min(usualBytes, maxBytes) / slabBytes));
  let held = 0;

  const tryAcquire = (): Buffer | null => {
    if (held >= limit) return null;
    held++;
    return free.pop() ?? Buffer.allocUnsafeSlow(slabBytes);
  };
  const serve = () => {
    while (waiting.length > 0) {
      const slab = tryAcquire();
      if (slab === null) return;
      waiting.shift()?.grant(slab);
    }
  };

  return {
    slabBytes,
    tryAcquire: () => (waiting.length > 0 ? null : tryAcquire()),
    acquire(signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const slab = waiting.length > 0 ? null : tryAcquire();
        if (slab !== null) return resolve(slab);
        const waiter = {
          grant(granted: Buffer) {
            signal.removeEventListener("abort", give);
            resolve(granted);
          },
        };
        const give = () => {
          waiting.splice(waiting.indexOf(waiter), 1);
          reject(signal.reason);
        };
        signal.addEventListener("abort", give, { once: true });
        waiting.push(waiter);
      });
    },
    release(slab) {
      held--;
      free.push(slab);
      serve();
    },
    forget() {
      held--;
      serve();
    },
    allow(bytes) {
      limit = Math.max(limit, Math.floor(Math.min(bytes, maxBytes) / slabBytes));
      serve();
    },
  };
}
