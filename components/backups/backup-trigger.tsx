"use client";

import { triggerWords } from "#components/backups/trigger-word";
import { useNow } from "#components/ui/clock";
import { formatMomentBeside } from "#components/ui/relative-time";
import type { BackupDto } from "#lib/api/backup-dto";

/** A time of the schedule is said where the row was not made at it. */
const lateMs = 120_000;

/** What began it, and below who asked or for which time of the schedule. */
export function BackupTrigger({ backup }: { backup: BackupDto }) {
  const now = useNow();
  const { trigger, creator, due, attempt } = backup;
  const dueAt = due === null ? null : Date.parse(due);
  const created = Date.parse(backup.events.created);
  const isLate = dueAt !== null && Math.abs(created - dueAt) > lateMs;
  const below =
    creator.id !== null
      ? creator.name
      : isLate
        ? `due ${formatMomentBeside(dueAt, created, now)}`
        : null;
  return (
    <>
      <span className="block truncate">
        {triggerWords[trigger]}
        {attempt > 1 && `, try ${attempt}`}
      </span>
      {below && (
        <span className="block truncate text-sm text-faint" title={below}>
          {below}
        </span>
      )}
    </>
  );
}
