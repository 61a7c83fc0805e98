"use client";

import { deletionWords } from "#components/containers/deletion-words";
import { useKeepBackups } from "#components/containers/use-keep-backups";
import { useMember } from "#components/shell/member";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

type Deletion = NonNullable<ContainerSummaryDto["deletion"]>;
type Props = { container: ContainerSummaryDto; deletion: Deletion };

/** How far the deletion of a container is, what is in its way, and what stays. */
export function DeletionNotice({ container, deletion }: Props) {
  const { canManageConfig } = useMember();
  const { mutate, isPending } = useKeepBackups(container.id);
  return (
    <Notice
      tone={deletion.error ? "bad" : "warn"}
      title={deletionWords(deletion)}
      className="mt-4 max-sm:flex-wrap"
      action={
        !deletion.asked &&
        canManageConfig && (
          <Button variant="accent" pending={isPending} onClick={() => mutate(true)}>
            Keep what is left
          </Button>
        )
      }
    >
      <p>
        {deletion.asked
          ? "Nothing of it can be backed up or restored any more. It disappears when its last backup is gone."
          : "It was gone from Docker for longer than the hub keeps such backups. What is left of them stays if it comes back."}
      </p>
      {deletion.error && (
        <p className="mt-1 text-text">Not yet: {deletion.error} Holdfast tries again by itself.</p>
      )}
      {deletion.came_back && (
        <p className="mt-1">
          Docker has a container of its name again. That one is left alone, and becomes an entry of
          its own, without config and backups, when this one is gone.
        </p>
      )}
      {deletion.volumes_left.map(({ name, reason }) => (
        <p key={name} className="mt-1">
          The volume <span className="font-mono">{name}</span> stays: {reason}
        </p>
      ))}
    </Notice>
  );
}
