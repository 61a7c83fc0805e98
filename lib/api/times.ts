/** What Cycle's API sends for a required time that has not come yet. */
export const neverTime = "0001-01-01T00:00:00Z";

/** RFC 3339, or `neverTime`. */
export function timeOrNever(time: Date | null | undefined): string {
  return time ? time.toISOString() : neverTime;
}

/** Seconds between two moments, to a tenth; null while either is missing. */
export function secondsBetween(from: Date | null, to: Date | null): number | null {
  return from && to ? Math.round((to.getTime() - from.getTime()) / 100) / 10 : null;
}
