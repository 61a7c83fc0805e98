import { Cron } from "croner";
import { farthestShift, type WallClock, wallClock } from "#lib/backups/wall-clock";

/** A schedule in the time zone that it is meant in. */
export type Schedule = {
  /** The first due time after `after`; null when none comes any more. */
  next(after: Date): Date | null;
  /** The last due time up to and with `until`; null when there was none. */
  last(until: Date): Date | null;
  /** The newest `most` due times after `after` up to and with `until`, oldest first. */
  between(after: Date, until: Date, most: number): Date[];
};

const minute = 60_000;
const parsed = new Map<string, Schedule>();
const parsedAtMost = 5000;

/**
 * Reads a cron string of five fields (minute, hour, day, month, weekday; when both days are given,
 * either will do).
 *
 * Over a change of the clocks nothing is doubled or dropped. Named hours are times on the wall: one
 * that the clock leaps over is due right after the leap, one that comes twice is due the first time.
 * Every hour is a pace: due whenever the clock shows that minute.
 *
 * @throws Error with words for the field when the string cannot be read or never comes due;
 *   RangeError when there is no such time zone
 */
export function parseSchedule(cronString: string, timeZone: string): Schedule {
  const key = `${cronString} ${timeZone}`;
  const known = parsed.get(key);
  if (known) return known;
  const schedule = readSchedule(cronString, timeZone);
  if (parsed.size >= parsedAtMost) parsed.clear();
  parsed.set(key, schedule);
  return schedule;
}

function readSchedule(cronString: string, timeZone: string): Schedule {
  const words = cronString.trim().split(/\s+/).filter(Boolean);
  if (words.length !== 5) {
    throw new Error(
      `A cron string has five fields: minute, hour, day, month, weekday. This one has ${words.length}.`,
    );
  }
  const calendar = readCalendar(words.join(" "));
  if (calendar.nextRun() === null)
    throw new Error("This time never comes: no month has such a day.");
  const clock = wallClock(timeZone);
  const everyHour = isEveryHour(words[1] ?? "");
  const step = everyHour ? nextShown(calendar, clock) : nextNamed(calendar, clock);

  function next(after: Date): Date | null {
    const instant = step(after.getTime());
    return instant === null ? null : new Date(instant);
  }
  function last(until: Date): Date | null {
    let found = lastShown(calendar, clock, until.getTime(), { leapt: !everyHour });
    // Set back, the clock may have shown a later one before.
    for (let later = found && next(found); later && later <= until; later = next(later))
      found = later;
    return found;
  }

  return {
    next,
    last,
    between(after, until, most) {
      const found: Date[] = [];
      let due = last(until);
      while (due && due > after && found.length < most) {
        found.push(due);
        due = last(new Date(due.getTime() - 1));
      }
      return found.reverse();
    },
  };
}

/** One due time for each wall time of the calendar. */
function nextNamed(calendar: Cron, clock: WallClock) {
  return (after: number): number | null => {
    let wall = nextWall(calendar, clock.wallAt(after));
    while (wall !== null) {
      const { instant } = clock.instantOf(wall);
      // Else it is shown for the second time.
      if (instant > after) return instant;
      wall = nextWall(calendar, wall);
    }
    return null;
  };
}

/** A due time for each moment at which the clock shows a time of the calendar. */
function nextShown(calendar: Cron, clock: WallClock) {
  return function step(after: number): number | null {
    const shown = clock.wallAt(after);
    const wall = nextWall(calendar, shown);
    if (wall === null) return null;
    const near = after + farthestShift;
    const straight = after + (wall - shown);
    const change = clock.changeBetween(after, Math.min(straight, near));
    if (change === null)
      return straight <= near ? straight : step(clock.instantOf(wall).instant - minute);
    const then = clock.wallAt(change);
    const again = nextWall(calendar, then - 1);
    if (again === null) return null;
    return again - then <= farthestShift ? change + (again - then) : step(change);
  };
}

/** The last wall time that is not later than the instant's, as the instant when it was shown first. */
function lastShown(
  calendar: Cron,
  clock: WallClock,
  until: number,
  allow: { leapt: boolean },
): Date | null {
  let wall = clock.wallAt(until) + 1000;
  for (;;) {
    const [before] = calendar.previousRuns(1, new Date(wall));
    if (!before) return null;
    wall = before.getTime();
    const { instant, leapt } = clock.instantOf(wall);
    if (instant <= until && (!leapt || allow.leapt)) return new Date(instant);
  }
}

function nextWall(calendar: Cron, after: number): number | null {
  return calendar.nextRun(new Date(after))?.getTime() ?? null;
}

function isEveryHour(field: string): boolean {
  const hours = new Set<number>();
  for (const part of field.split(",")) {
    const [range = "", step = "1"] = part.split("/");
    const [from = "0", to = from] = range === "*" ? ["0", "23"] : range.split("-");
    for (let hour = Number(from); hour <= Number(to); hour += Number(step)) hours.add(hour);
  }
  return hours.size === 24;
}

/** The cron string on a clock that is never changed. */
function readCalendar(cronString: string): Cron {
  // Croner knows more (?, + and names for whole strings); what other crons cannot read is refused.
  if (/[^\d\s*,/a-z#-]/i.test(cronString))
    throw new Error("This is not a cron string: use digits, names and the signs * , - / # only.");
  try {
    return new Cron(cronString, { timezone: "UTC", paused: true, mode: "5-part" });
  } catch (error) {
    const detail = error instanceof Error ? error.message.replace(/^CronPattern: /, "") : "";
    throw new Error(`This is not a cron string: ${detail}`);
  }
}
