import cronstrue from "cronstrue";
import { parseSchedule } from "#lib/backups/schedule";

export type SchedulePreview = {
  /** Such as `At 03:00, Monday through Friday`. */
  words: string;
  next: Date[];
};

/**
 * A schedule in words, with its next five runs. Pure and free of Node, so that the editor can show it
 * while somebody types.
 *
 * @throws Error with words for the field when the cron string is bad; RangeError for the time zone
 */
export function previewSchedule(cronString: string, timeZone: string, now: Date): SchedulePreview {
  const schedule = parseSchedule(cronString, timeZone);
  const next: Date[] = [];
  for (let due = schedule.next(now); due && next.length < 5; due = schedule.next(due))
    next.push(due);
  return { words: inWords(cronString.trim().split(/\s+/).join(" ")), next };
}

function inWords(cronString: string): string {
  const words = cronstrue.toString(cronString, {
    use24HourTimeFormat: true,
    verbose: true,
    throwExceptionOnParseError: false,
  });
  // With a day of the month and a weekday, either will do.
  return words.replace(/ of the month, and /, " of the month, or ");
}
