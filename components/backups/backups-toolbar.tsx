"use client";

import { Trash2, X } from "lucide-react";
import { BackUpNow } from "#components/backups/back-up-now";
import { MarkMenu } from "#components/backups/mark-menu";
import { useMember } from "#components/shell/member";
import { Button } from "#components/ui/button";
import { formatBytes } from "#components/ui/bytes";
import { IconButton } from "#components/ui/icon-button";
import type { BackupDto } from "#lib/api/backup-dto";
import type { BackupConfigDto, ContainerDto } from "#lib/api/container-dto";

type Props = {
  container: ContainerDto;
  config: BackupConfigDto | null;
  selected: BackupDto[];
  onClear: () => void;
  onDelete: () => void;
};

/** Stays in sight while the list scrolls: what is selected, and the two things to do. */
export function BackupsToolbar({ container, config, selected, onClear, onDelete }: Props) {
  const { canManageBackups } = useMember();
  const size = selected.reduce((sum, { target }) => sum + target.size, 0);
  return (
    <div className="sticky top-0 z-20 flex h-13 items-center justify-end gap-2.5 bg-panel">
      <h2 className="mr-auto text-base max-sm:sr-only">Backups</h2>
      {selected.length > 0 && (
        <>
          <span role="status" className="text-sm text-dim max-sm:mr-auto">
            {selected.length.toLocaleString("en")} selected, {formatBytes(size)}
          </span>
          <IconButton label="Clear selection" onClick={onClear} className="-ml-2 size-7">
            <X aria-hidden />
          </IconButton>
          {canManageBackups && <MarkMenu containerId={container.id} selected={selected} />}
        </>
      )}
      {canManageBackups && (
        <Button
          variant={selected.length > 0 ? "danger" : "plain"}
          icon={<Trash2 aria-hidden />}
          disabled={selected.length === 0}
          onClick={onDelete}
        >
          Delete Backup
        </Button>
      )}
      <span className={selected.length > 0 ? "max-sm:hidden" : undefined}>
        <BackUpNow container={container} config={config} />
      </span>
    </div>
  );
}
