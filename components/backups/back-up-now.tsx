"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { toast } from "sonner";
import { useMember } from "#components/shell/member";
import { Button, buttonClass } from "#components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "#components/ui/menu";
import { Tooltip } from "#components/ui/tooltip";
import type { BackupConfigDto, ContainerDto } from "#lib/api/container-dto";
import { createBackup } from "#lib/queries/backups";
import { instancesQuery } from "#lib/queries/containers";
import { patchBackups } from "#lib/queries/patch-backups";
import { explainError } from "#lib/queries/request";

type Props = { container: ContainerDto; config: BackupConfigDto | null };

/** The one accent button: starts a backup at once, or asks which instance when there are several. */
export function BackUpNow({ container, config }: Props) {
  const client = useQueryClient();
  const { canManageBackups } = useMember();
  const { data: instances } = useQuery(instancesQuery(container.id));
  const running = instances?.filter(({ state }) => state.current === "running") ?? [];
  const { mutate, isPending } = useMutation({
    mutationFn: (instanceId: string | null) => createBackup(container.id, instanceId),
    onSuccess: (rows) =>
      patchBackups(client, container.id, new Map(rows.map((row) => [row.id, row]))),
    onError: (error) => toast.error(explainError(error)),
  });
  if (!canManageBackups) return null;
  if (!config) {
    return (
      <Link
        href={`/containers/${container.id}/config/integrations/backups`}
        replace
        scroll={false}
        className={buttonClass("accent")}
      >
        Set the backup command
      </Link>
    );
  }
  const button = (
    <Button
      variant="accent"
      pending={isPending}
      icon={<Plus aria-hidden />}
      disabled={instances !== undefined && running.length === 0}
      focusableWhenDisabled
      onClick={running.length > 1 ? undefined : () => mutate(null)}
    >
      Back up now
    </Button>
  );
  if (instances !== undefined && running.length === 0) {
    return (
      <Tooltip content="No instance is running: a backup runs its command inside one. Start the container first.">
        {button}
      </Tooltip>
    );
  }
  if (running.length < 2) return button;
  return (
    <Menu trigger={button}>
      <MenuItem onClick={() => mutate(null)}>All {running.length} running instances</MenuItem>
      <MenuSeparator />
      {running.map((instance) => (
        <MenuItem key={instance.id} onClick={() => mutate(instance.id)}>
          <span className="font-mono">{instance.name}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
