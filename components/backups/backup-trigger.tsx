"use client";

import { triggerWords } from "#components/backups/trigger-word";
import { useNow } from "#components/ui/clock";
import { formatMoment } from "#components/ui/relative-time";
import type { BackupDto } from "#lib/api/backup-dto";

/** A time of the schedule is said where the row was not made at it. */
const lateMs = 120_000;

/** What began it, and below who asked or for which time of the schedule. */
export function BackupTrigger({ backup }: { backup: BackupDto }) {
  const now = useNow();
  const { trigger, creator, due, attempt } = backup;
  const dueAt = due === null ? null : Date.parse(due);
  const isLate = dueAt !== null && Math.abs(Date.parse(backup.events.created) - dueAt) > lateMs;
  const below =
    creator.id !== null ? creator.name : isLate ? `due ${formatMoment(dueAt, now)}` : null;
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
