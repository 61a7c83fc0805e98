"use client";

import { EllipsisVertical, ListChecks, Pin, PinOff } from "lucide-react";
import { useMarkBackups } from "#components/backups/use-mark-backups";
import { formatBytes } from "#components/ui/bytes";
import { IconButton } from "#components/ui/icon-button";
import { Menu, MenuItem } from "#components/ui/menu";
import type { BackupDto } from "#lib/api/backup-dto";

type Props = { containerId: string; selected: BackupDto[] };

/** What can be done with all that is selected, besides deleting it. */
export function MarkMenu({ containerId, selected }: Props) {
  const { mark, isPending } = useMarkBackups(containerId);
  const stored = selected.filter(({ state }) => ["live", "missing"].includes(state.current));
  const loose = selected.filter(({ state, pinned }) => state.current === "live" && !pinned);
  const pinned = selected.filter((one) => one.pinned);
  const bytes = stored.reduce((sum, { target }) => sum + target.size, 0);
  const ids = (rows: BackupDto[]) => rows.map(({ id }) => id);
  const count = (rows: BackupDto[]) => rows.length.toLocaleString("en");
  return (
    <Menu
      trigger={
        <IconButton label="More for the selected" disabled={isPending}>
          <EllipsisVertical aria-hidden />
        </IconButton>
      }
    >
      <MenuItem
        icon={<ListChecks aria-hidden />}
        disabled={stored.length === 0}
        detail={`reads ${formatBytes(bytes)} back and checks every hash`}
        onClick={() => mark("verify", ids(stored))}
      >
        Verify {count(stored)}
      </MenuItem>
      <MenuItem
        icon={<Pin aria-hidden />}
        disabled={loose.length === 0}
        detail="retention never removes them"
        onClick={() => mark("pin", ids(loose))}
      >
        Pin {count(loose)}
      </MenuItem>
      <MenuItem
        icon={<PinOff aria-hidden />}
        disabled={pinned.length === 0}
        detail="retention may remove them again"
        onClick={() => mark("unpin", ids(pinned))}
      >
        Unpin {count(pinned)}
      </MenuItem>
    </Menu>
  );
}
