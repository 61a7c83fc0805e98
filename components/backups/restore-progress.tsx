"use client";

import { formatBytes, formatRate } from "#components/ui/bytes";
import { useNow } from "#components/ui/clock";
import { formatDuration } from "#components/ui/duration";
import { ProgressBar } from "#components/ui/progress-bar";
import { RelativeTime } from "#components/ui/relative-time";
import type { RestoreDto } from "#lib/api/backup-dto";
import { useProgress } from "#lib/queries/live-progress";

/** How much was fed to the command, of how much; afterwards how it ended. */
export function RestoreProgress({ restore }: { restore: RestoreDto }) {
  const { current } = restore.state;
  if (current === "queued") return <span className="text-sm text-dim">Waiting for its turn</span>;
  if (current === "running") return <Running restore={restore} />;
  return (
    <span className="text-sm text-dim">
      {formatBytes(restore.fed_bytes)} fed
      {restore.exit_code !== null && `, exit code ${restore.exit_code}`}
      {restore.duration !== null && `, ${formatDuration(restore.duration)}`}
      {" · "}
      <RelativeTime at={restore.events.finished} className="lowercase" />
    </span>
  );
}

function Running({ restore }: { restore: RestoreDto }) {
  const progress = useProgress(restore.id);
  const now = useNow("second");
  const total = restore.total_bytes;
  const fed = progress?.originalBytes ?? restore.fed_bytes;
  const share = total ? fed / total : null;
  const started = Date.parse(restore.events.started);
  const seconds = Math.max(
    progress?.seconds ?? 0,
    started > 0 ? Math.floor((now - started) / 1000) : 0,
  );
  return (
    <span className="block w-80 max-w-full max-sm:w-full">
      <span className="flex flex-wrap items-baseline justify-end gap-x-2">
        {share !== null && <span>{Math.min(100, Math.floor(share * 100))} %</span>}
        <span className="text-sm text-dim">
          {formatBytes(fed)}
          {total !== null && ` of ${formatBytes(total)}`}
          {progress && ` · ${formatRate(progress.rate)}`} · {formatDuration(seconds)}
        </span>
      </span>
      <ProgressBar label="Restoring" value={share} className="mt-1.5" />
    </span>
  );
}
