"use client";

import { useQuery } from "@tanstack/react-query";
import { LogView } from "#components/console/log-view";
import { formatBytes } from "#components/ui/bytes";
import { formatDuration } from "#components/ui/duration";
import { ErrorState } from "#components/ui/error-state";
import { RelativeTime } from "#components/ui/relative-time";
import { Skeleton } from "#components/ui/skeleton";
import type { BackupDto, BackupLogDto, RestoreDto } from "#lib/api/backup-dto";
import { logsQuery } from "#lib/queries/backups";
import { explainError } from "#lib/queries/request";

/** The log of the backup, then of each restore made from it. */
export function BackupLogs({ backup }: { backup: BackupDto }) {
  const { data, error, refetch } = useQuery(logsQuery(backup.container_id, backup.id));
  if (error && !data) {
    return (
      <ErrorState title="The log could not be loaded" onRetry={() => void refetch()}>
        {explainError(error)}
      </ErrorState>
    );
  }
  if (!data) return <Skeleton className="h-24 w-full rounded-lg" />;
  const own = data.find(({ type }) => type === "backup");
  return (
    <div className="flex flex-col gap-3 text-left whitespace-normal">
      <RunLog log={own} run={backup} source="stderr" name={`backup-${stampOf(backup)}`} />
      {backup.restores.map((restore) => (
        <section key={restore.id} className="flex flex-col gap-1.5">
          <h3 className="text-sm">
            Restore to <span className="font-mono">{restore.instance_name}</span>
            <span className="font-normal text-dim">
              {" · "}
              <RelativeTime at={restore.events.created} className="lowercase" /> by{" "}
              {restore.creator.name}
            </span>
          </h3>
          {restore.state.current === "failed" && restore.state.error && (
            <p className="text-sm text-bad [overflow-wrap:anywhere]">
              {restore.state.error.message}
            </p>
          )}
          <RunLog
            log={data.find((log) => log.restore_id === restore.id)}
            run={restore}
            source="stderr"
            name={`restore-${stampOf(restore)}`}
          />
        </section>
      ))}
    </div>
  );
}

type Run = BackupDto | RestoreDto;

const stampOf = (run: Run) => run.events.created.replace(/[:.]/g, "-");

/** One run's log with how it ended. */
export function RunLog({
  log,
  run,
  source,
  name,
}: {
  log: BackupLogDto | undefined;
  run: Run;
  source: string;
  name: string;
}) {
  const isTail = log?.source === "stdout-tail";
  const running = log?.running ?? ["queued", "saving", "running"].includes(run.state.current);
  return (
    <LogView
      source={isTail ? "stdout" : source}
      outcome={
        <>
          {isTail && "last 1 KiB of stdout, stderr was empty · "}
          {outcomeOf(run)}
        </>
      }
      text={log?.log ?? ""}
      running={running}
      emptyText={running ? "Nothing on stderr yet." : "The command wrote nothing to stderr."}
      notice={
        log && log.cut_bytes > 0
          ? `${formatBytes(log.cut_bytes)} of ${formatBytes(log.total_bytes)} were left out of the middle: Holdfast keeps the first 256 KiB and the last 768 KiB.`
          : undefined
      }
      label={`Log, ${name}`}
      fileName={`${name}.log`}
    />
  );
}

function outcomeOf(run: Run): string {
  const { current } = run.state;
  if (current === "queued") return "waiting for its turn";
  if (current === "saving" || current === "running") return "running";
  const after = run.duration === null ? "" : ` after ${formatDuration(run.duration)}`;
  const stored =
    "target" in run && (current === "failed" || current === "cancelled") ? ", nothing stored" : "";
  if (current === "cancelled") return `cancelled${after}${stored}`;
  if (run.exit_code === null) return `no exit code${after}${stored}`;
  return `exit code ${run.exit_code}${after}${stored}`;
}
