import type { BackupState } from "#lib/backups/types";

/**
 * How old an unfinished upload must be that no backup of ours owns. Another Holdfast may store in the
 * same place, and one of its backups may well run for more than a day (1 TiB at 10 MB/s takes 29
 * hours): to break that off is worse than to pay a week for what is nobody's.
 */
export const strangerMs = 7 * 24 * 3_600_000;

const ended: readonly BackupState[] = [
  "live",
  "failed",
  "cancelled",
  "missing",
  "deleting",
  "deleted",
];

/** The id of the backup that a key was made for, by its ending; null for any other key. */
export function backupIdOf(key: string): string | null {
  const id = /-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.backup$/.exec(key)?.[1];
  return id ?? null;
}

/**
 * Whether an unfinished upload under our prefix is aborted:
 * - one of a backup of ours that has ended: yes, for no backup runs twice;
 * - one of a backup of ours that waits or runs: no;
 * - one without a key, which only a folder can hold: yes, the store shows none that is at work;
 * - any other: when it is older than a week.
 *
 * @param state of the backup that the key names, asked for after the upload was seen; null when it
 *   is none of ours
 */
export function fateOfUpload(
  upload: { key: string; started: Date },
  state: BackupState | null,
  now: Date,
): "abort" | "leave" {
  if (state !== null) return ended.includes(state) ? "abort" : "leave";
  if (upload.key === "") return "abort";
  return now.getTime() - upload.started.getTime() > strangerMs ? "abort" : "leave";
}
