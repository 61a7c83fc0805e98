import { wallClock } from "#lib/backups/wall-clock";

const hour = 3_600_000;
const day = 24 * hour;

/**
 * The moments between which the bars of a chart stand, oldest first: whole hours or days as a clock in
 * the time zone shows them, so that a day over a change of the clocks has 23 or 25 hours. The last bar
 * is the one that `now` lies in.
 *
 * @param count how many bars: one moment more is answered
 * @throws RangeError when there is no such time zone
 */
export function barEdges(now: Date, timeZone: string, unit: "hour" | "day", count: number): Date[] {
  const clock = wallClock(timeZone);
  const wall = clock.wallAt(now.getTime());
  if (unit === "hour") {
    // Hours go on evenly; only where they begin is the zone's matter.
    const begin = now.getTime() - (wall % hour);
    return Array.from({ length: count + 1 }, (_, at) => new Date(begin - (count - 1 - at) * hour));
  }
  const today = wall - (wall % day);
  return Array.from(
    { length: count + 1 },
    (_, at) => new Date(clock.instantOf(today - (count - 1 - at) * day).instant),
  );
}
