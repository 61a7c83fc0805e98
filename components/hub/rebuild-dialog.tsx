"use client";

import { useState } from "react";
import { placeWord } from "#components/hub/bucket-words";
import { useBucketTask } from "#components/hub/use-bucket-task";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import type { IntegrationDto } from "#lib/api/integration-dto";

type Props = {
  /** Null while the dialog is closed. */
  integration: IntegrationDto | null;
  onClose: () => void;
};

/** Explains what a rebuild is for before it is asked for. */
export function RebuildDialog({ integration, onClose }: Props) {
  const [shown, setShown] = useState(integration);
  if (integration && integration !== shown) setShown(integration);
  const task = useBucketTask(shown?.id ?? "");
  if (!shown) return null;
  const place = placeWord(shown.vendor);
  return (
    <Dialog
      open={integration !== null}
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={`Rebuild from ${shown.name}`}
      description={`For a new Holdfast that is given an old ${place}.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="accent"
            pending={task.isPending}
            onClick={() => task.mutate({ action: "rebuild" }, { onSuccess: onClose })}
          >
            Rebuild
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2.5">
        <p>
          Compares the catalogue with the {place}, and then brings back every backup that lies there
          with its manifest and is not known here, with its container.
        </p>
        <ul className="list-disc space-y-1 pl-5 text-dim">
          <li>
            A container of this host takes its own backups. One that is not here is entered as gone;
            it keeps its backups and finds them when it comes back.
          </li>
          <li>
            A container without a config gets the commands of its newest backup. Secrets in them are
            blanked, and there is no schedule: look at it before you rely on it.
          </li>
          <li>What is known stays as it is. You can do this again.</li>
        </ul>
        <Notice tone="warn">
          Not while another Holdfast still stores here: each would remove by its own retention what
          the other counts on.
        </Notice>
      </div>
    </Dialog>
  );
}
