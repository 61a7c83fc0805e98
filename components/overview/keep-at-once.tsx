"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { undoToast } from "#components/ui/undo-toast";
import { keepBackups } from "#lib/queries/containers";
import { overviewKey } from "#lib/queries/overview";
import { explainError } from "#lib/queries/request";

/** Keeps the backups of a container that is gone, with the way back. */
export function KeepAtOnce({ containerId }: { containerId: string }) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (keep: boolean) => keepBackups(containerId, keep),
    onSuccess: ({ name }, keep) => {
      if (keep) undoToast(`The backups of ${name} stay.`, () => mutate(false));
      return client.invalidateQueries({ queryKey: overviewKey });
    },
    onError: (error) => toast.error(explainError(error)),
  });
  return (
    <Button pending={isPending} onClick={() => mutate(true)}>
      Keep backups
    </Button>
  );
}
