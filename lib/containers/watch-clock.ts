/** A host is looked at each minute; after a longer break nobody knows what happened meanwhile. */
export const longestBreakMs = 180_000;

export type WatchClock = {
  /** How long the host was watched in all. */
  watchedMs: number;
  /** Of the last look; null before the first. */
  lastSeen: Date | null;
  /** Since when it is watched without a break. */
  watchedSince: Date | null;
};

/**
 * The clock after one more look at the host. It runs only from look to look: while Docker could not be
 * reached, Holdfast was down, or the machine's clock was set, it stands still, and a new watch begins.
 */
export function tickWatch(
  before: WatchClock,
  now: Date,
): { watchedMs: number; lastSeen: Date; watchedSince: Date } {
  const { watchedMs, lastSeen, watchedSince } = before;
  const passed = lastSeen ? now.getTime() - lastSeen.getTime() : -1;
  const unbroken = watchedSince !== null && passed >= 0 && passed <= longestBreakMs;
  return unbroken
    ? { watchedMs: watchedMs + passed, lastSeen: now, watchedSince }
    : { watchedMs, lastSeen: now, watchedSince: now };
}
