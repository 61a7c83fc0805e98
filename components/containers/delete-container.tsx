"use client";

import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { DeleteContainerDialog } from "#components/containers/delete-container-dialog";
import { backupsLost, DeletionPreview } from "#components/containers/deletion-preview";
import { useMember } from "#components/shell/member";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { ErrorState } from "#components/ui/error-state";
import { Skeleton } from "#components/ui/skeleton";
import type { ContainerDto } from "#lib/api/container-dto";
import { deletionPreviewQuery } from "#lib/queries/containers";
import { explainError } from "#lib/queries/request";

/** Says what deleting the container removes, and asks before it does. */
export function DeleteContainer({ container }: { container: ContainerDto }) {
  const { canManageContainers } = useMember();
  const [open, setOpen] = useState(false);
  const { data: preview, error, refetch } = useQuery(deletionPreviewQuery(container.id));
  return (
    <Card title="Delete this container">
      {container.deletion ? (
        <p className="text-dim">It is being deleted. How far that is stands above.</p>
      ) : preview ? (
        <>
          <p className="mb-3 text-dim">
            Deletes the container in Docker and{" "}
            {preview.backups.count > 0 ? `${backupsLost(preview)} with it` : "its entry here"}, for
            good.
          </p>
          <DeletionPreview preview={preview} />
          {canManageContainers ? (
            <Button
              variant="danger"
              icon={<Trash2 aria-hidden />}
              className="mt-4"
              onClick={() => {
                void refetch();
                setOpen(true);
              }}
            >
              Delete container
            </Button>
          ) : (
            <p className="mt-3 text-sm text-faint">Your role cannot delete containers.</p>
          )}
          <DeleteContainerDialog
            open={open}
            onClose={() => setOpen(false)}
            container={container}
            preview={preview}
          />
        </>
      ) : error ? (
        <ErrorState
          title="What would be deleted could not be loaded"
          onRetry={() => void refetch()}
        >
          {explainError(error)}
        </ErrorState>
      ) : (
        <Skeleton className="h-24 w-full" />
      )}
    </Card>
  );
}
