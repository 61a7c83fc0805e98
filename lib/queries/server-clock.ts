/** A difference of up to this is the way from the server, not a clock that is wrong. */
const toleranceMs = 3000;

const listeners = new Set<() => void>();
let aheadMs = 0;
let before: { ahead: number; at: number } | null = null;

/**
 * Takes what the server says the time is, in ms since 1970: from then on its clock counts where the
 * browser's is wrong. After the first, a change is believed only when a second message at least a second
 * later says the same: messages that waited for a browser which slept come late, and all at once.
 */
export function setServerTime(now: number): void {
  const ahead = now - Date.now();
  const at = performance.now();
  const agrees =
    before === null || (Math.abs(ahead - before.ahead) <= toleranceMs && at - before.at >= 1000);
  before = { ahead, at };
  if (!agrees || Math.abs(ahead - aheadMs) <= toleranceMs) return;
  aheadMs = Math.abs(ahead) > toleranceMs ? ahead : 0;
  for (const listener of listeners) listener();
}

/** The time now in ms since 1970, by the server's clock where the browser's is wrong. */
export const serverNow = (): number => Date.now() + aheadMs;

/** Calls `listener` when the clock is put right, until the returned function is called. */
export function onClockChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
