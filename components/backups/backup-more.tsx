"use client";

import { Info, ListChecks, Pin, PinOff, Trash2 } from "lucide-react";
import { canBeDeleted } from "#components/backups/backup-columns";
import { more } from "#components/backups/backup-more-handle";
import { useShownBackup } from "#components/backups/use-address";
import { useMarkBackups } from "#components/backups/use-mark-backups";
import { useMember } from "#components/shell/member";
import { MenuItem, MenuSeparator, SharedMenu } from "#components/ui/menu";
import type { BackupDto } from "#lib/api/backup-dto";

type Props = { containerId: string; onDelete: (backup: BackupDto) => void };

/** What else can be done with a backup; one menu for all rows. */
export function BackupMore({ containerId, onDelete }: Props) {
  const { mark } = useMarkBackups(containerId);
  const [, show] = useShownBackup();
  const { canManageBackups } = useMember();
  return (
    <SharedMenu handle={more}>
      {(backup) => {
        const { current } = backup.state;
        const isStored = current === "live" || current === "missing";
        return (
          <>
            <MenuItem icon={<Info aria-hidden />} onClick={() => show(backup.id)}>
              Details
            </MenuItem>
            {canManageBackups && isStored && (
              <MenuItem
                icon={<ListChecks aria-hidden />}
                detail="reads it back and checks every hash"
                onClick={() => mark("verify", [backup.id])}
              >
                Verify
              </MenuItem>
            )}
            {canManageBackups && (current === "live" || backup.pinned) && (
              <MenuItem
                icon={backup.pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
                detail={
                  backup.pinned ? "retention may remove it again" : "retention never removes it"
                }
                onClick={() => mark(backup.pinned ? "unpin" : "pin", [backup.id])}
              >
                {backup.pinned ? "Unpin" : "Pin"}
              </MenuItem>
            )}
            {canManageBackups && canBeDeleted(backup) && (
              <>
                <MenuSeparator />
                <MenuItem icon={<Trash2 aria-hidden />} onClick={() => onDelete(backup)}>
                  Delete
                </MenuItem>
              </>
            )}
          </>
        );
      }}
    </SharedMenu>
  );
}
