"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { formatBytes } from "#components/ui/bytes";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import type { IntegrationDto } from "#lib/api/integration-dto";
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
  const isUsed = shown.backups.count > 0 || shown.containers > 0;
  return (
    <Dialog
      open={integration !== null}
      onOpenChange={(open) => !open && close()}
      size="sm"
      title={isUsed ? `${shown.name} is in use` : `Delete ${shown.name}?`}
      footer={
        isUsed ? (
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
      {isUsed ? (
        <InUse integration={shown} />
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

/** What stands in the way, and how to be rid of it. */
function InUse({ integration: { backups, containers } }: { integration: IntegrationDto }) {
  const one = backups.count === 1;
  return (
    <>
      {backups.count > 0 && (
        <p>
          {one ? "1 backup" : `${backups.count.toLocaleString("en")} backups`},{" "}
          {formatBytes(backups.size)}, {one ? "lies" : "lie"} in it. Delete {one ? "it" : "them"} on{" "}
          {one ? "its container" : "their containers"} first: without the integration Holdfast could
          not reach {one ? "it" : "them"}.
        </p>
      )}
      {containers > 0 && (
        <p className={backups.count > 0 ? "mt-3" : undefined}>
          {containers === 1
            ? "1 container is"
            : `${containers.toLocaleString("en")} containers are`}{" "}
          set to store in it. Choose another integration in {containers === 1 ? "its" : "their"}{" "}
          Config → Integrations → Backups first.
        </p>
      )}
    </>
  );
}
