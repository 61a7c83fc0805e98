import { parseSchedule } from "#lib/backups/schedule";

export type DueTimes = { last: Date | null; next: Date | null };

const keptAtMost = 20_000;

/**
 * Gives the last due time up to `at` and the next after it, and remembers them while they hold: a list
 * asks for those of every container at each look, with an `at` that moves on.
 */
export function createDueTimes(): (cronString: string, timeZone: string, at: Date) => DueTimes {
  const kept = new Map<string, DueTimes>();
  return (cronString, timeZone, at) => {
    const key = `${cronString} ${timeZone}`;
    const known = kept.get(key);
    if (known && (!known.last || known.last <= at) && (!known.next || at < known.next))
      return known;
    const schedule = parseSchedule(cronString, timeZone);
    const found = { last: schedule.last(at), next: schedule.next(at) };
    if (kept.size >= keptAtMost) kept.clear();
    kept.set(key, found);
    return found;
  };
}
