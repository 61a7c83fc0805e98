const day = 86_400_000;

/**
 * When the check of the least recently verified backup is due, so that in a day about `share` of all
 * stored bytes is read, evenly: after the last check began, as much of the day has to pass as this
 * backup is of the day's share. Nothing has to be remembered for it, and a backup that is larger than a
 * day's share takes its days.
 *
 * @param input.since when the last check began; where there was none, when the first backup was made
 * @param input.bytes of the backup that is next
 * @param input.totalBytes of all that are to be checked
 * @returns null: never
 */
export function verifyDueAt(input: {
  since: Date;
  bytes: number;
  totalBytes: number;
  share: number;
}): Date | null {
  const { since, bytes, totalBytes, share } = input;
  if (share <= 0 || totalBytes <= 0) return null;
  return new Date(since.getTime() + (bytes / (totalBytes * share)) * day);
}
