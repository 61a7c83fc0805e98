"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { InstanceChoice, orderInstances } from "#components/backups/instance-choice";
import { RestorePlan } from "#components/backups/restore-plan";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import { formatExact } from "#components/ui/relative-time";
import { Skeleton } from "#components/ui/skeleton";
import type { BackupDto } from "#lib/api/backup-dto";
import type { BackupConfigDto, ContainerDto } from "#lib/api/container-dto";
import { restoredQuery, startBackupTask } from "#lib/queries/backups";
import { instancesQuery } from "#lib/queries/containers";
import { refreshBackup } from "#lib/queries/patch-backups";
import { explainError } from "#lib/queries/request";

type Props = {
  /** Null while the dialog is closed. */
  backup: BackupDto | null;
  onClose: () => void;
  container: ContainerDto;
  config: BackupConfigDto | null;
};

/** Asks which instance, says what will happen, and starts it. */
export function RestoreDialog({ backup, onClose, container, config }: Props) {
  const [shown, setShown] = useState(backup);
  if (backup && backup !== shown) setShown(backup);
  return (
    shown && (
      <Content
        key={shown.id}
        open={backup !== null}
        backup={shown}
        onClose={onClose}
        container={container}
        config={config}
      />
    )
  );
}

function Content(props: Omit<Props, "backup"> & { backup: BackupDto; open: boolean }) {
  const { backup, open, onClose, container, config } = props;
  const client = useQueryClient();
  const { data: instances, error: failed } = useQuery(instancesQuery(container.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const ordered = orderInstances(instances ?? [], backup.instance_id);
  const running = ordered.filter(({ state }) => state.current === "running");
  // Chosen once: what is offered must not become another one under the hand that confirms it.
  const [first] = running;
  if (open && chosen === null && first) setChosen(first.id);
  const target = running.find(({ id }) => id === chosen);
  const restore = config?.restore ?? null;
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (instanceId: string) =>
      startBackupTask(backup, { action: "restore", contents: { instance_id: instanceId } }),
    onSuccess: async () => {
      await Promise.all([
        refreshBackup(client, backup.container_id, backup.id),
        client.invalidateQueries(restoredQuery(backup.container_id)),
      ]);
      close();
    },
  });
  function close() {
    onClose();
    reset();
    setChosen(null);
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title={`Restore ${container.name}`}
      description={`From the backup of ${formatExact(Date.parse(backup.events.created))}.`}
      busy={isPending}
      footer={
        <>
          <Button disabled={isPending} onClick={close}>
            Cancel
          </Button>
          <Button
            variant="accent"
            pending={isPending}
            disabled={!target || !restore}
            icon={<RefreshCw aria-hidden />}
            onClick={() => target && mutate(target.id)}
          >
            Restore{target ? ` to ${target.name}` : ""}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {instances ? (
          <InstanceChoice
            instances={ordered}
            from={{ id: backup.instance_id, name: backup.instance_name }}
            value={target?.id ?? null}
            onValueChange={setChosen}
          />
        ) : failed ? (
          <Notice tone="bad" role="alert" title="The instances could not be loaded">
            {explainError(failed)}
          </Notice>
        ) : (
          <Skeleton className="h-16 w-full rounded-lg" />
        )}
        {instances && chosen !== null && !target && (
          <Notice tone="warn" role="alert" title="The chosen instance does not run any more">
            {running.length > 0 ? "Choose another one, or start it again." : "Start it again."}
          </Notice>
        )}
        <RestorePlan backup={backup} container={container} restore={restore} target={target} />
        {error && (
          <Notice tone="bad" role="alert" title="The restore was not started">
            {explainError(error)}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
