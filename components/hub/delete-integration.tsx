"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { formatBytes } from "#components/ui/bytes";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import type { IntegrationDto } from "#lib/api/types";
import { deleteIntegration, integrationsQuery } from "#lib/queries/integrations";
import { explainError } from "#lib/queries/request";

type Props = {
  /** Null while the dialog is closed. */
  integration: IntegrationDto | null;
  onClose: () => void;
};

/** Deletes an integration, or says what still lies in it. */
export function DeleteIntegration({ integration, onClose }: Props) {
  const client = useQueryClient();
  const [shown, setShown] = useState(integration);
  if (integration && integration !== shown) setShown(integration);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: deleteIntegration,
    onSuccess: (_, id) => {
      client.setQueryData(integrationsQuery().queryKey, (list) =>
        list?.filter((one) => one.id !== id),
      );
      toast.success(`${shown?.name} is deleted`);
      close();
    },
  });
  function close() {
    onClose();
    reset();
  }
  if (!shown) return null;
  const { count, size } = shown.backups;
  const backups = count === 1 ? "1 backup" : `${count.toLocaleString("en")} backups`;
  return (
    <Dialog
      open={integration !== null}
      onOpenChange={(open) => !open && close()}
      size="sm"
      title={count > 0 ? `${shown.name} is in use` : `Delete ${shown.name}?`}
      footer={
        count > 0 ? (
          <Button onClick={close}>Close</Button>
        ) : (
          <>
            <Button onClick={close}>Keep</Button>
            <Button variant="danger" pending={isPending} onClick={() => mutate(shown.id)}>
              Delete integration
            </Button>
          </>
        )
      }
    >
      {count > 0 ? (
        <p>
          {backups}, {formatBytes(size)}, {count === 1 ? "lies" : "lie"} in it. Delete{" "}
          {count === 1 ? "it" : "them"} on {count === 1 ? "its container" : "their containers"}{" "}
          first: without the integration Holdfast could not reach {count === 1 ? "it" : "them"}.
        </p>
      ) : (
        <p>
          No backup lies in it. Holdfast forgets the connection and its key; the bucket or folder
          itself stays as it is.
        </p>
      )}
      {error && (
        <Notice tone="bad" role="alert" className="mt-3">
          {explainError(error)}
        </Notice>
      )}
    </Dialog>
  );
}
