"use client";

import { useQuery } from "@tanstack/react-query";
import { FileText, SquareTerminal } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { RunLog } from "#components/backups/backup-logs";
import { CancelRun } from "#components/backups/cancel-run";
import { RestoreProgress } from "#components/backups/restore-progress";
import { RestoreStatePill } from "#components/backups/state-pills";
import { useMember } from "#components/shell/member";
import { buttonClass } from "#components/ui/button";
import { IconButton } from "#components/ui/icon-button";
import { RelativeTime } from "#components/ui/relative-time";
import type { BackupDto, RestoreDto } from "#lib/api/backup-dto";
import { logsQuery } from "#lib/queries/backups";

type Props = {
  backup: BackupDto;
  restore: RestoreDto;
  dismiss: ReactNode;
};

/** One restore: where it goes, how far it is or how it ended, its log. */
export function RestoreLine({ backup, restore, dismiss }: Props) {
  const { canManageBackups, canUseConsole } = useMember();
  const [isOpen, setOpen] = useState(false);
  const { current, error } = restore.state;
  const isRunning = current === "queued" || current === "running";
  return (
    <div className="border-b border-line-soft px-3.5 py-2 last:border-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span className="sm:w-24">
          <RestoreStatePill state={current} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate">
            Restore to <span className="font-mono">{restore.instance_name}</span>
          </span>
          <span className="block truncate text-sm text-faint">
            from the backup made <RelativeTime at={backup.events.created} className="lowercase" />
          </span>
        </span>
        <span className="max-sm:order-last max-sm:w-full">
          <RestoreProgress restore={restore} />
        </span>
        <span className="flex items-center gap-1">
          {current === "completed" && canUseConsole && (
            <Link
              href={`/containers/${backup.container_id}/instances/${restore.instance_id}/console`}
              replace
              scroll={false}
              className={buttonClass("plain", "sm")}
            >
              <SquareTerminal aria-hidden className="size-4" />
              Check it in the console
            </Link>
          )}
          <IconButton
            label={isOpen ? "Hide restore log" : "Restore log"}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <FileText aria-hidden />
          </IconButton>
          {isRunning && canManageBackups && <CancelRun backup={backup} restore={restore} />}
          {dismiss}
        </span>
      </div>
      {error && current === "failed" && (
        <p className="mt-1 text-sm text-bad [overflow-wrap:anywhere]">{error.message}</p>
      )}
      {isOpen && <RestoreLog backup={backup} restore={restore} />}
    </div>
  );
}

function RestoreLog({ backup, restore }: { backup: BackupDto; restore: RestoreDto }) {
  const { data } = useQuery(logsQuery(backup.container_id, backup.id));
  return (
    <div className="mt-2">
      <RunLog
        log={data?.find((log) => log.restore_id === restore.id)}
        run={restore}
        source="stderr"
        name={`restore-${restore.events.created.replace(/[:.]/g, "-")}`}
      />
    </div>
  );
}
