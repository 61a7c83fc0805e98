/**
 * A time zone as a clock on the wall. A wall time is written as the milliseconds that it would be in
 * UTC; an instant is milliseconds since 1970.
 */
export type WallClock = {
  wallAt(instant: number): number;
  /**
   * When the clock shows that time: the first time if it comes twice, and the moment right after the
   * leap if the clock leaps over it.
   */
  instantOf(wall: number): { instant: number; leapt: boolean };
  /** The first moment of another offset after `from`, up to and with `to` (a few days at most). */
  changeBetween(from: number, to: number): number | null;
};

const second = 1000;
const day = 24 * 3600 * second;
/** Clocks are changed at a quarter of an hour, since Newfoundland's no longer is at 00:01 (2011). */
const unchanged = 15 * 60 * second;
const offsetsAtMost = 10_000;
/** No clock was ever set by more than a day (Samoa, 2011), and never twice within two. */
export const farthestShift = 26 * 3600 * second;

/** Whether this machine knows the time zone by that IANA name. */
export function isTimeZone(name: string): boolean {
  // An offset such as +01:00 is no place: it does not follow a change of the clocks.
  if (!/^[a-z]/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const fields = {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
} as const;

const clocks = new Map<string, WallClock>();

/** The clock of a time zone; throws RangeError when there is no such zone. */
export function wallClock(timeZone: string): WallClock {
  // A formatter is dear to make, and there are only some hundred zones.
  const clock = clocks.get(timeZone) ?? makeClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

function makeClock(timeZone: string): WallClock {
  const offsets = new Map<number, number>();
  const format = new Intl.DateTimeFormat("en-US", { ...fields, timeZone, hourCycle: "h23" });

  function readOffset(instant: number): number {
    const [month, date, year, hour, minute, seconds] = format
      .format(instant)
      .split(/\D+/)
      .map(Number) as [number, number, number, number, number, number];
    return Date.UTC(year, month - 1, date, hour, minute, seconds) - instant;
  }
  /** The clocks are never changed twice within two days: where both ends of one agree, so does all of it. */
  function offsetAt(instant: number): number {
    const start = Math.floor(instant / day) * day;
    const offset = offsetFrom(start);
    if (offset === offsetFrom(start + day)) return offset;
    return offsetFrom(Math.floor(instant / unchanged) * unchanged);
  }
  function offsetFrom(start: number): number {
    const known = offsets.get(start);
    if (known !== undefined) return known;
    if (offsets.size >= offsetsAtMost) offsets.clear();
    const offset = readOffset(start);
    offsets.set(start, offset);
    return offset;
  }
  const wallAt = (instant: number) => instant + offsetAt(instant);

  function changeBetween(from: number, to: number): number | null {
    const before = offsetAt(from);
    if (offsetAt(to) === before) return null;
    let low = from;
    let high = to;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    return high;
  }

  return {
    wallAt,
    changeBetween,
    instantOf(wall) {
      const earlier = wall - offsetAt(wall - farthestShift);
      const later = wall - offsetAt(wall + farthestShift);
      const shown = [earlier, later].filter((instant) => wallAt(instant) === wall);
      if (shown.length > 0) return { instant: Math.min(...shown), leapt: false };
      const [from, to] = [Math.min(earlier, later), Math.max(earlier, later)];
      return { instant: changeBetween(from - second, to) ?? to, leapt: true };
    },
  };
}
