"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { DeletionSummary } from "#components/backups/deletion-summary";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import type { BackupDto } from "#lib/api/backup-dto";
import type { ContainerDto } from "#lib/api/container-dto";
import { type DeleteOutcome, deleteBackups } from "#lib/queries/backups";
import { patchBackups } from "#lib/queries/patch-backups";
import { explainError } from "#lib/queries/request";

/** Backups a request names; more are sent one request after the other. */
const mostAtOnce = 500;

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  container: ContainerDto;
  /** All loaded rows, newest first. */
  rows: BackupDto[];
  selected: BackupDto[];
  onDeleted: (outcome: DeleteOutcome) => void;
};

const markDeleting = (row: BackupDto): BackupDto => ({
  ...row,
  state: { current: "deleting", changed: row.state.changed },
});

/** Says how many and how much will be lost before anything is. */
export function DeleteBackups({ open, onOpenChange, container, rows, selected, onDeleted }: Props) {
  const client = useQueryClient();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async (ids: string[]) => {
      const outcome: DeleteOutcome = { deleted: [], refused: [] };
      for (let at = 0; at < ids.length; at += mostAtOnce) {
        const part = await deleteBackups(container.id, ids.slice(at, at + mostAtOnce));
        outcome.deleted.push(...part.deleted);
        outcome.refused.push(...part.refused);
        patchBackups(client, container.id, new Map(part.deleted.map((id) => [id, markDeleting])));
      }
      return outcome;
    },
    onSuccess: (outcome) => {
      onDeleted(outcome);
      onOpenChange(false);
      const { length } = outcome.deleted;
      if (length > 0)
        toast.success(length === 1 ? "Deleting 1 backup" : `Deleting ${length} backups`);
    },
  });
  const count = selected.length.toLocaleString("en");
  const words = selected.length === 1 ? "1 backup" : `${count} backups`;
  return (
    <Dialog
      open={open && selected.length > 0}
      onOpenChange={(next) => {
        onOpenChange(next);
        reset();
      }}
      size="sm"
      dismissible={!isPending}
      title={`Delete ${words}?`}
      footer={
        <>
          <Button disabled={isPending} onClick={() => onOpenChange(false)}>
            Keep
          </Button>
          <Button
            variant="danger"
            pending={isPending}
            onClick={() => mutate(selected.map(({ id }) => id))}
          >
            Delete {words}
          </Button>
        </>
      }
    >
      <DeletionSummary container={container} rows={rows} selected={selected} />
      {error && (
        <Notice tone="bad" role="alert" className="mt-3">
          {explainError(error)}
        </Notice>
      )}
    </Dialog>
  );
}
