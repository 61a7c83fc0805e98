"use client";

import { useQuery } from "@tanstack/react-query";
import { DeleteContainer } from "#components/containers/delete-container";
import { useKeepBackups } from "#components/containers/use-keep-backups";
import { useMember } from "#components/shell/member";
import { Card } from "#components/ui/card";
import { CheckboxField } from "#components/ui/checkbox-field";
import type { ContainerDto } from "#lib/api/container-dto";
import { containerQuery } from "#lib/queries/containers";

/** What happens to a container's backups when it goes, and the way to delete it. */
export function ContainerSettings({ containerId }: { containerId: string }) {
  const { data: container } = useQuery(containerQuery(containerId));
  if (!container) return null;
  return (
    <div className="flex max-w-3xl flex-col gap-4 pt-4">
      <WhenGone container={container} />
      <DeleteContainer container={container} />
    </div>
  );
}

function WhenGone({ container }: { container: ContainerDto }) {
  const { canManageConfig } = useMember();
  const { mutate, isPending, variables } = useKeepBackups(container.id);
  return (
    <Card title="When it is gone from Docker">
      <CheckboxField
        label="Keep its backups"
        help="Otherwise they are deleted after the hub’s grace period, unless it comes back."
        checked={isPending ? variables : container.keep_backups}
        disabled={!canManageConfig || isPending || container.deletion?.asked === true}
        onChange={(event) => mutate(event.target.checked)}
      />
    </Card>
  );
}
