"use client";

import { Download, FileDown, FileText, PackageOpen, RefreshCw } from "lucide-react";
import { CancelRun } from "#components/backups/cancel-run";
import { useOpenBackup } from "#components/backups/use-open-backup";
import { useMember } from "#components/shell/member";
import { formatBytes } from "#components/ui/bytes";
import { IconButton } from "#components/ui/icon-button";
import { Menu, MenuLink } from "#components/ui/menu";
import type { BackupDto } from "#lib/api/types";
import { contentAddress } from "#lib/queries/backups";

/** Log for every row; download and Restore only where something is stored; Cancel while it runs. */
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
          <DownloadMenu backup={backup} />
          <IconButton label="Restore" onClick={() => restore(backup)} className="text-accent!">
            <RefreshCw aria-hidden />
          </IconButton>
        </>
      )}
    </span>
  );
}

function DownloadMenu({ backup }: { backup: BackupDto }) {
  const { target, original_size: original, compression } = backup;
  return (
    <Menu
      trigger={
        <IconButton label="Download">
          <Download aria-hidden />
        </IconButton>
      }
    >
      <MenuLink
        href={contentAddress(backup, "stored")}
        download
        icon={<FileDown aria-hidden />}
        detail={
          compression === "zstd"
            ? `zstd, ${formatBytes(target.size)}`
            : `not compressed, ${formatBytes(target.size)}`
        }
      >
        As stored
      </MenuLink>
      {compression === "zstd" && (
        <MenuLink
          href={contentAddress(backup, "original")}
          download
          icon={<PackageOpen aria-hidden />}
          detail={`as the command wrote it, ${original === null ? "size unknown" : formatBytes(original)}`}
        >
          Decompressed
        </MenuLink>
      )}
    </Menu>
  );
}
