"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { backupsLost } from "#components/containers/deletion-preview";
import { Button } from "#components/ui/button";
import { CheckboxField } from "#components/ui/checkbox-field";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import { TextField } from "#components/ui/text-field";
import type { ContainerDto, DeletionPreviewDto } from "#lib/api/container-dto";
import { containerQuery, deleteContainer } from "#lib/queries/containers";
import { explainError } from "#lib/queries/request";

type Props = {
  open: boolean;
  onClose: () => void;
  container: ContainerDto;
  preview: DeletionPreviewDto;
};

/** Asks for the container's name before everything of it goes. */
export function DeleteContainerDialog({ open, onClose, container, preview }: Props) {
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [withVolumes, setWithVolumes] = useState(false);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => deleteContainer(container.id, { name: typed.trim(), volumes: withVolumes }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: containerQuery(container.id).queryKey });
      close();
    },
  });
  function close() {
    onClose();
    reset();
    setTyped("");
    setWithVolumes(false);
  }
  const { name } = container;
  const { count } = preview.backups;
  const isRight = typed.trim() === name;
  const going = preview.volumes.filter(({ used_by }) => used_by.length === 0);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      size="sm"
      busy={isPending}
      title={`Delete ${name}?`}
      footer={
        <>
          <Button disabled={isPending} onClick={close}>
            Keep
          </Button>
          <Button variant="danger" pending={isPending} disabled={!isRight} onClick={() => mutate()}>
            {count === 0
              ? "Delete container"
              : `Delete container and ${count === 1 ? "1 backup" : `${count.toLocaleString("en")} backups`}`}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isRight && !isPending) mutate();
        }}
      >
        <p>
          {preview.docker_containers.length > 0 && (
            <>
              <span className="font-mono">{preview.docker_containers.join(", ")}</span>{" "}
              {preview.docker_containers.length === 1 ? "is" : "are"} removed from Docker.{" "}
            </>
          )}
          {count > 0 && (
            <>
              <strong className="font-semibold">{backupsLost(preview)}</strong>{" "}
              {count === 1 ? "is" : "are"} deleted for good, pinned ones too.{" "}
            </>
          )}
          This cannot be undone.
        </p>
        {going.length > 0 && preview.volumes_reachable && (
          <CheckboxField
            label={going.length === 1 ? "Also remove its volume" : "Also remove its volumes"}
            help={
              <>
                <span className="font-mono">{going.map((volume) => volume.name).join(", ")}</span>,
                with the data in {going.length === 1 ? "it" : "them"}.
              </>
            }
            checked={withVolumes}
            onChange={(event) => setWithVolumes(event.target.checked)}
          />
        )}
        <TextField
          label={`Type ${name} to confirm`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          mono
        />
        {error && (
          <Notice tone="bad" role="alert" title="It was not deleted">
            {explainError(error)}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}
