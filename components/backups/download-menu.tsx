"use client";

import { FileDown, PackageOpen } from "lucide-react";
import type { MouseEvent } from "react";
import { useDownload } from "#components/shell/use-download";
import { formatBytes } from "#components/ui/bytes";
import { createMenuHandle, MenuLink, SharedMenu } from "#components/ui/menu";
import type { BackupDto } from "#lib/api/backup-dto";
import { contentAddress } from "#lib/queries/backups";

export const downloads = createMenuHandle<BackupDto>();

/** As stored, or as the command wrote it; one menu for all rows. */
export function DownloadMenu() {
  const onClick = useDownload();
  return (
    <SharedMenu handle={downloads}>
      {(backup) => <Choices backup={backup} onClick={onClick} />}
    </SharedMenu>
  );
}

type Props = { backup: BackupDto; onClick: (event: MouseEvent<HTMLAnchorElement>) => void };

function Choices({ backup, onClick }: Props) {
  const { target, original_size: original, compression } = backup;
  return (
    <>
      <MenuLink
        href={contentAddress(backup, "stored")}
        onClick={onClick}
        icon={<FileDown aria-hidden />}
        detail={`${compression === "zstd" ? "zstd" : "not compressed"}, ${formatBytes(target.size)}`}
      >
        As stored
      </MenuLink>
      {compression === "zstd" && (
        <MenuLink
          href={contentAddress(backup, "original")}
          onClick={onClick}
          icon={<PackageOpen aria-hidden />}
          detail={`as the command wrote it, ${original === null ? "size unknown" : formatBytes(original)}`}
        >
          Decompressed
        </MenuLink>
      )}
    </>
  );
}
