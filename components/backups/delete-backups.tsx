"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
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
  /** Those that it is about, as they were when it was asked for; null while it is closed. */
  asked: BackupDto[] | null;
  onClose: () => void;
  container: ContainerDto;
  onDeleted: (outcome: DeleteOutcome) => void;
};

const markDeleting = (row: BackupDto): BackupDto => ({
  ...row,
  state: { current: "deleting", changed: row.state.changed },
});

/** Says how many and how much will be lost before anything is. */
export function DeleteBackups({ asked, onClose, container, onDeleted }: Props) {
  const [shown, setShown] = useState(asked);
  if (asked && asked !== shown) setShown(asked);
  const selected = shown ?? [];
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
      onClose();
      const { length } = outcome.deleted;
      if (length > 0)
        toast.success(length === 1 ? "Deleting 1 backup" : `Deleting ${length} backups`);
    },
  });
  const count = selected.length.toLocaleString("en");
  const words = selected.length === 1 ? "1 backup" : `${count} backups`;
  return (
    <Dialog
      open={asked !== null}
      onOpenChange={(next) => {
        if (next) return;
        onClose();
        reset();
      }}
      size="sm"
      busy={isPending}
      title={`Delete ${words}?`}
      footer={
        <>
          <Button disabled={isPending} onClick={onClose}>
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
      <DeletionSummary container={container} selected={selected} />
      {error && (
        <Notice tone="bad" role="alert" className="mt-3">
          {explainError(error)}
        </Notice>
      )}
    </Dialog>
  );
}
