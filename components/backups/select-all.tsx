"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import type { BackupDto } from "#lib/api/backup-dto";
import { explainError } from "#lib/queries/request";

type Props = {
  loaded: number;
  total: number;
  hasMore: boolean;
  loadMore: () => Promise<{ hasNextPage: boolean; rows: BackupDto[] }>;
  onSelect: (rows: BackupDto[]) => void;
};

/** Says that only what is loaded is selected, and offers the rest: loaded first, so that it is known. */
export function SelectAll({ loaded, total, hasMore, loadMore, onSelect }: Props) {
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      for (;;) {
        const { hasNextPage, rows } = await loadMore();
        if (!hasNextPage) return rows;
      }
    },
    onSuccess: onSelect,
    onError: (error) => toast.error(explainError(error)),
  });
  if (!hasMore && !isPending) return null;
  const count = (number: number) => number.toLocaleString("en");
  return (
    <Notice
      role="status"
      className="mb-3"
      action={
        <Button size="sm" pending={isPending} onClick={() => mutate()}>
          {isPending ? `Loading ${count(loaded)} of ${count(total)}` : `Select all ${count(total)}`}
        </Button>
      }
    >
      Selected are the {count(loaded)} newest backups, those that are loaded.
    </Notice>
  );
}
