"use client";

import Link from "next/link";
import { CancelRun } from "#components/backups/cancel-run";
import { backupsAt, backupsTabAt } from "#components/overview/rows-behind";
import { useMember } from "#components/shell/member";
import { formatBytes, formatRate } from "#components/ui/bytes";
import { Card } from "#components/ui/card";
import { ProgressBar } from "#components/ui/progress-bar";
import { TextLink } from "#components/ui/text-link";
import type { OverviewDto, RunningDto } from "#lib/api/overview-dto";
import { useProgress } from "#lib/queries/live-progress";

/** Backups and restores that run or wait for their turn, with how far they are. */
export function RunningNow({ running }: { running: OverviewDto["running"] }) {
  const { total, data } = running;
  return (
    <Card
      title="Running now"
      aside={
        total > data.length && (
          <TextLink href={backupsAt({ state: "queued,saving" })} className="text-sm text-dim">
            {data.length} of {total.toLocaleString("en")} are shown
          </TextLink>
        )
      }
    >
      {data.length === 0 ? (
        <p className="text-dim">Nothing runs now.</p>
      ) : (
        <ul>
          {data.map((run) => (
            <Line key={run.id} run={run} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Line({ run }: { run: RunningDto }) {
  const { canManageBackups } = useMember();
  const { container, kind, instance_name: instance } = run;
  return (
    <li className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line-soft py-1.5 last:border-0">
      <span className="min-w-0 flex-1 truncate max-sm:basis-full">
        <Link
          href={backupsTabAt(container.id, run.backup_id)}
          prefetch={false}
          className="font-semibold"
        >
          {container.name}
        </Link>{" "}
        <span className="text-dim">
          {kind === "backup" ? "backup" : <>restore to {instance}</>}
        </span>
      </span>
      {run.state === "queued" ? (
        <span className="text-sm text-dim max-sm:mr-auto">Waiting for its turn</span>
      ) : (
        <Moving run={run} />
      )}
      {canManageBackups && (
        <CancelRun
          backup={{
            id: run.backup_id,
            container_id: container.id,
            cancel_requested: run.cancel_requested,
          }}
          restore={
            kind === "restore" ? { id: run.id, cancel_requested: run.cancel_requested } : undefined
          }
        />
      )}
    </li>
  );
}

/** How much a backup will write is unknown, so its bar claims no share. */
function Moving({ run }: { run: RunningDto }) {
  const progress = useProgress(run.id);
  const total = run.total_bytes;
  const share = progress && total ? Math.min(1, progress.originalBytes / total) : null;
  const amount = progress
    ? [
        share === null ? formatBytes(progress.originalBytes) : `${Math.floor(share * 100)} %`,
        formatRate(progress.rate),
      ].join(" · ")
    : "Starting";
  return (
    <>
      <ProgressBar
        label={`${run.kind === "backup" ? "Saving" : "Restoring"} ${run.container.name}`}
        value={share}
        className="w-40 max-sm:order-last max-sm:w-full"
      />
      <span className="min-w-32 text-right max-sm:mr-auto max-sm:text-left">{amount}</span>
    </>
  );
}
