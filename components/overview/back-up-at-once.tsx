"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { createBackup } from "#lib/queries/backups";
import { explainError } from "#lib/queries/request";

/** Backs up every running instance of a container; what comes of it shows under "Running now". */
export function BackUpAtOnce({ containerId }: { containerId: string }) {
  const { mutate, isPending, isSuccess } = useMutation({
    mutationFn: () => createBackup(containerId, null),
    onError: (error) => toast.error(explainError(error)),
  });
  return (
    <Button pending={isPending} disabled={isSuccess} onClick={() => mutate()}>
      {isSuccess ? "Asked for" : "Back up now"}
    </Button>
  );
}
