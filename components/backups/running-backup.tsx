"use client";

import { formatBytes, formatRate } from "#components/ui/bytes";
import { useNow } from "#components/ui/clock";
import { formatDuration } from "#components/ui/duration";
import { ProgressBar } from "#components/ui/progress-bar";
import type { BackupDto } from "#lib/api/types";
import { useProgress } from "#lib/queries/live-progress";

/** What has been dumped so far. How much will come is unknown, so the bar claims no share. */
export function RunningBackup({ backup }: { backup: BackupDto }) {
  const progress = useProgress(backup.id);
  const now = useNow("second");
  if (backup.state.current === "queued") {
    return <span className="block text-right text-dim">Waiting for its turn</span>;
  }
  const started = Date.parse(backup.events.started);
  const seconds = Math.max(
    progress?.seconds ?? 0,
    started > 0 ? Math.floor((now - started) / 1000) : 0,
  );
  return (
    <span className="block">
      <span className="flex flex-wrap items-baseline justify-end gap-x-2">
        <span>{progress ? formatBytes(progress.originalBytes) : "Starting"}</span>
        <span className="text-sm text-dim">
          {progress
            ? `${formatBytes(progress.storedBytes)} stored · ${formatRate(progress.rate)} · ${formatDuration(seconds)}`
            : formatDuration(seconds)}
        </span>
      </span>
      <ProgressBar label="Saving the backup" value={null} className="mt-1.5" />
    </span>
  );
}
