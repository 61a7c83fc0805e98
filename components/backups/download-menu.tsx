"use client";

import { FileDown, PackageOpen } from "lucide-react";
import { formatBytes } from "#components/ui/bytes";
import { createMenuHandle, MenuLink, SharedMenu } from "#components/ui/menu";
import type { BackupDto } from "#lib/api/types";
import { contentAddress } from "#lib/queries/backups";

export const downloads = createMenuHandle<BackupDto>();

/** As stored, or as the command wrote it; one menu for all rows. */
export function DownloadMenu() {
  return <SharedMenu handle={downloads}>{(backup) => <Choices backup={backup} />}</SharedMenu>;
}

function Choices({ backup }: { backup: BackupDto }) {
  const { target, original_size: original, compression } = backup;
  return (
    <>
      <MenuLink
        href={contentAddress(backup, "stored")}
        download
        icon={<FileDown aria-hidden />}
        detail={`${compression === "zstd" ? "zstd" : "not compressed"}, ${formatBytes(target.size)}`}
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
    </>
  );
}
