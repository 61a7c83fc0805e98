"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import type { BackupDto, RestoreDto } from "#lib/api/backup-dto";
import { startBackupTask } from "#lib/queries/backups";
import { patchBackups } from "#lib/queries/patch-backups";
import { explainError } from "#lib/queries/request";

type Props = {
  backup: Pick<BackupDto, "id" | "container_id" | "cancel_requested">;
  restore?: Pick<RestoreDto, "id" | "cancel_requested">;
};

/** Stops a queued or running backup, or one restore made from it. */
export function CancelRun({ backup, restore }: Props) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      startBackupTask(
        backup,
        restore
          ? { action: "cancel-restore", contents: { restore_id: restore.id } }
          : { action: "cancel" },
      ),
    onSuccess: () =>
      patchBackups(
        client,
        backup.container_id,
        new Map([[backup.id, (row: BackupDto) => markCancelled(row, restore?.id)]]),
      ),
    onError: (error) => toast.error(explainError(error)),
  });
  const asked = (restore ?? backup).cancel_requested;
  return (
    <Button
      size="sm"
      pending={isPending || asked}
      onClick={() => mutate()}
      className="ml-1.5 max-sm:w-auto! max-sm:ml-1"
    >
      {asked ? "Cancelling" : "Cancel"}
    </Button>
  );
}

function markCancelled(row: BackupDto, restoreId: string | undefined): BackupDto {
  if (restoreId === undefined) return { ...row, cancel_requested: true };
  return {
    ...row,
    restores: row.restores.map((one) =>
      one.id === restoreId ? { ...one, cancel_requested: true } : one,
    ),
  };
}
