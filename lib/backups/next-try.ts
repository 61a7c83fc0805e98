import type { BackupTrigger } from "#lib/backups/types";

const delaysSeconds = [60, 300, 900, 1800, 3600] as const;

export type FailedTry = {
  trigger: BackupTrigger;
  due: Date | null;
  /** 1 for the first. */
  attempt: number;
  cancelRequested: Date | null;
};

/**
 * When a backup that failed is tried again, or null when it is not: only what a schedule asked for is,
 * at most `retries` times, not against a person's word, and not when a newer due time has its own run.
 * The waits grow (1, 5, 15, 30 minutes, then an hour each) and vary by a fifth, so that what failed
 * together is not tried together.
 *
 * @param random 0 to 1
 */
export function nextTry(
  failed: FailedTry,
  around: { retries: number; newerRun: boolean; now: Date; random: number },
): { attempt: number; notBefore: Date } | null {
  const scheduled = failed.trigger === "schedule" || failed.trigger === "retry";
  if (!scheduled || !failed.due || failed.cancelRequested || around.newerRun) return null;
  if (failed.attempt > around.retries) return null;
  const delay = delaysSeconds[Math.min(failed.attempt, delaysSeconds.length) - 1] ?? 3600;
  const seconds = delay * (0.8 + 0.4 * around.random);
  return {
    attempt: failed.attempt + 1,
    notBefore: new Date(around.now.getTime() + Math.round(seconds * 1000)),
  };
}
