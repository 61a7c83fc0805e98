"use client";

import { formatBytes, formatRate } from "#components/ui/bytes";
import { useNow } from "#components/ui/clock";
import { formatDuration } from "#components/ui/duration";
import type { BackupDto } from "#lib/api/backup-dto";
import { type Progress, useProgress } from "#lib/queries/live-progress";

type Props = { backup: BackupDto };

/** Stored so far, and below what the command has written. */
export function RunningSize({ backup }: Props) {
  const progress = useProgress(backup.id);
  const seconds = useSeconds(backup, progress);
  if (!progress) return <span className="text-faint">Starting</span>;
  return (
    <>
      <span className="block">{formatBytes(progress.storedBytes)}</span>
      <span className="block truncate text-sm text-faint">
        <span className="max-sm:hidden">{formatBytes(progress.originalBytes)} dumped</span>
        <span className="sm:hidden">{formatDuration(seconds)}</span>
      </span>
    </>
  );
}

/** How long it has run, and below how fast the command writes. */
export function RunningTime({ backup }: Props) {
  const progress = useProgress(backup.id);
  return (
    <>
      <span className="block">{formatDuration(useSeconds(backup, progress))}</span>
      {progress && (
        <span className="block truncate text-sm text-faint">{formatRate(progress.rate)}</span>
      )}
    </>
  );
}

function useSeconds({ events }: BackupDto, progress: Progress | null): number {
  const now = useNow("second");
  const started = Date.parse(events.started);
  const elapsed = started > 0 ? Math.floor((now - started) / 1000) : 0;
  return Math.max(Math.floor(progress?.seconds ?? 0), elapsed);
}
