/** A difference of up to this is the way from the server, not a clock that is wrong. */
const toleranceMs = 3000;

const listeners = new Set<() => void>();
let aheadMs = 0;

/** What the server says the time is, in ms since 1970: from then on its clock is gone by, not the browser's. */
export function setServerTime(now: number): void {
  const ahead = now - Date.now();
  const next = Math.abs(ahead) > toleranceMs ? ahead : 0;
  if (Math.abs(next - aheadMs) <= toleranceMs) return;
  aheadMs = next;
  for (const listener of listeners) listener();
}

/** The time now in ms since 1970, by the server's clock where the browser's is wrong. */
export const serverNow = (): number => Date.now() + aheadMs;

/** Calls `listener` when the clock is put right, until the returned function is called. */
export function onClockChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
