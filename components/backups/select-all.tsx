"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import type { BackupDto } from "#lib/api/backup-dto";
import { explainError } from "#lib/queries/request";

type Props = {
  /** The loaded rows. */
  rows: BackupDto[];
  /** Whether all of them are selected. */
  isOffered: boolean;
  total: number;
  hasMore: boolean;
  loadMore: () => Promise<{ hasNextPage: boolean; rows: BackupDto[] }>;
  /** `known` are the ids of those that were loaded, and selected, before the others came. */
  onSelect: (rows: BackupDto[], known: ReadonlySet<string>) => void;
};

/**
 * Says that only what is loaded is selected, and offers the rest: loaded first, so that it is known.
 * Once it is gone from the page, nothing more is loaded or selected.
 */
export function SelectAll({ rows: loaded, isOffered, total, hasMore, loadMore, onSelect }: Props) {
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const { mutate, isPending } = useMutation({
    mutationFn: async (known: ReadonlySet<string>) => {
      for (;;) {
        const { hasNextPage, rows } = await loadMore();
        if (!hasNextPage || !isHere.current) return { rows, known };
      }
    },
    onError: (error) => toast.error(explainError(error)),
  });
  if (!isPending && (!isOffered || !hasMore)) return null;
  const count = (number: number) => number.toLocaleString("en");
  const start = () =>
    mutate(new Set(loaded.map(({ id }) => id)), {
      onSuccess: ({ rows, known }) => onSelect(rows, known),
    });
  return (
    <Notice
      role="status"
      className="mb-3"
      action={
        <Button size="sm" pending={isPending} onClick={start}>
          {isPending
            ? `Loading ${count(loaded.length)} of ${count(total)}`
            : `Select all ${count(total)}`}
        </Button>
      }
    >
      Selected are the {count(loaded.length)} newest backups, those that are loaded.
    </Notice>
  );
}
