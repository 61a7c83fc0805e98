"use client";

import { Download, EllipsisVertical, FileText, RefreshCw } from "lucide-react";
import { more } from "#components/backups/backup-more-handle";
import { CancelRun } from "#components/backups/cancel-run";
import { downloads } from "#components/backups/download-menu";
import { useOpenBackup } from "#components/backups/use-open-backup";
import { useMember } from "#components/shell/member";
import { IconButton } from "#components/ui/icon-button";
import { SharedMenuTrigger } from "#components/ui/menu";
import type { BackupDto } from "#lib/api/backup-dto";

/** Log and more for every row; download and Restore only where something is stored; Cancel while it runs. */
export function BackupActions({ backup }: { backup: BackupDto }) {
  const { opened, toggleLog, restore } = useOpenBackup();
  const { canManageBackups } = useMember();
  const { current } = backup.state;
  const isOpen = opened.has(backup.id);
  const isRunning = current === "queued" || current === "saving";
  return (
    <span className="flex items-center justify-end">
      <IconButton
        label={isOpen ? "Hide log" : "Log"}
        aria-expanded={isOpen}
        onClick={() => toggleLog(backup.id)}
        className={isOpen ? "bg-hover text-text" : undefined}
      >
        <FileText aria-hidden />
      </IconButton>
      {isRunning && canManageBackups && <CancelRun backup={backup} />}
      {current === "live" && canManageBackups && (
        <>
          <SharedMenuTrigger
            handle={downloads}
            subject={backup}
            trigger={
              <IconButton label="Download">
                <Download aria-hidden />
              </IconButton>
            }
          />
          <IconButton label="Restore" onClick={() => restore(backup)} className="text-accent!">
            <RefreshCw aria-hidden />
          </IconButton>
        </>
      )}
      <SharedMenuTrigger
        handle={more}
        subject={backup}
        trigger={
          <IconButton label="More">
            <EllipsisVertical aria-hidden />
          </IconButton>
        }
      />
    </span>
  );
}
