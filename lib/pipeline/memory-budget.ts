/** Memory set aside for one piece of work. */
export type Reserved = { release(): void };

/**
 * A number of bytes that everything in the process shares. Whoever needs memory sets aside all that it
 * can come to need before it begins, and gives it back at the end: nobody waits while holding some, so
 * there is no deadlock. Those who wait are served in the order of asking.
 */
export type MemoryBudget = {
  /** At once, or null when there is no room or others wait for some. */
  tryReserve(bytes: number): Reserved | null;
  /**
   * Waits for room. Rejects with the signal's reason.
   * @throws RangeError when the whole budget is smaller
   */
  reserve(bytes: number, signal: AbortSignal): Promise<Reserved>;
};

/** @param totalBytes never exceeded */
export function createMemoryBudget(totalBytes: number): MemoryBudget {
  const waiting: { bytes: number; grant(reserved: Reserved): void }[] = [];
  let held = 0;

  function take(bytes: number): Reserved | null {
    if (held + bytes > totalBytes) return null;
    held += bytes;
    let released = false;
    return {
      release() {
        if (released) return;
        released = true;
        held -= bytes;
        serve();
      },
    };
  }

  function serve(): void {
    for (let first = waiting[0]; first; first = waiting[0]) {
      const reserved = take(first.bytes);
      if (!reserved) return;
      waiting.shift();
      first.grant(reserved);
    }
  }

  return {
    tryReserve: (bytes) => (waiting.length > 0 ? null : take(bytes)),

    reserve(bytes, signal) {
      return new Promise((resolve, reject) => {
        if (bytes > totalBytes)
          return reject(
            new RangeError(`${bytes} bytes are more than the budget of ${totalBytes}.`),
          );
        if (signal.aborted) return reject(signal.reason);
        const reserved = waiting.length > 0 ? null : take(bytes);
        if (reserved) return resolve(reserved);
        const leave = () => {
          waiting.splice(waiting.indexOf(waiter), 1);
          reject(signal.reason);
          // The next may be content with less.
          serve();
        };
        const waiter = {
          bytes,
          grant(granted: Reserved) {
            signal.removeEventListener("abort", leave);
            resolve(granted);
          },
        };
        signal.addEventListener("abort", leave, { once: true });
        waiting.push(waiter);
      });
    },
  };
}
