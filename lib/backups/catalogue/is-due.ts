import type { SweepState } from "#lib/backups/catalogue/types";

const hourMs = 3_600_000;

/**
 * Whether a bucket is to be compared with the catalogue now. After one that failed the next is an hour
 * later, so that a bucket that was away for a moment is not left alone for a day.
 *
 * @param about.hours the hub's setting; 0 is only on request
 * @param about.created when the integration was made, from which its first comparison is counted
 * @param about.last the newest comparison or rebuild
 */
export function isDue(
  about: {
    hours: number;
    created: Date;
    last: { state: SweepState; finished: Date | null } | null;
  },
  now: Date,
): boolean {
  const { hours, created, last } = about;
  if (hours <= 0) return false;
  if (last && (last.state === "queued" || last.state === "running")) return false;
  const wait = last?.state === "failed" ? Math.min(hours, 1) : hours;
  const from = last ? (last.finished ?? created) : created;
  return now.getTime() - from.getTime() >= wait * hourMs;
}
