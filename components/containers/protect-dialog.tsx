"use client";

import { useQuery } from "@tanstack/react-query";
import { PlugZap } from "lucide-react";
import Link from "next/link";
import { ProtectForm } from "#components/containers/protect-form";
import { useMember } from "#components/shell/member";
import { Button, buttonClass } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { Notice } from "#components/ui/notice";
import { Skeleton } from "#components/ui/skeleton";
import { backupConfigQuery } from "#lib/queries/backup-config";
import { containerQuery, instancesQuery } from "#lib/queries/containers";
import { integrationsQuery } from "#lib/queries/integrations";
import { explainError } from "#lib/queries/request";

type Props = { containerId: string; onClose: () => void };

/**
 * Commands, schedule and store of one unprotected container in one go. Open while it is mounted;
 * `onClose` is called when it was protected or left.
 */
export function ProtectDialog({ containerId, onClose }: Props) {
  const { canManageConfig } = useMember();
  const container = useQuery(containerQuery(containerId));
  const config = useQuery(backupConfigQuery(containerId));
  const instances = useQuery(instancesQuery(containerId));
  const integrations = useQuery({ ...integrationsQuery(), enabled: canManageConfig });
  const failed = [container, config, instances, integrations].find(
    ({ error, data }) => error && data === undefined,
  );
  const frame = {
    open: true,
    onOpenChange: (open: boolean) => !open && onClose(),
    title: container.data ? `Protect ${container.data.name}` : "Protect a container",
  };
  if (!canManageConfig) {
    return (
      <Dialog {...frame} size="sm" footer={<Button onClick={onClose}>Close</Button>}>
        <Notice>Your role cannot change this. Ask an owner or admin of the hub.</Notice>
      </Dialog>
    );
  }
  if (failed) {
    return (
      <Dialog {...frame}>
        <ErrorState title="The container could not be loaded" onRetry={() => void failed.refetch()}>
          {explainError(failed.error)}
        </ErrorState>
      </Dialog>
    );
  }
  if (!container.data || config.data === undefined || !instances.data || !integrations.data) {
    return (
      <Dialog {...frame}>
        <div role="status" aria-label="Loading the container" className="flex flex-col gap-4">
          <Skeleton className="h-9 w-72" />
          <Skeleton className="h-16 w-full" />
          <Skeleton className="h-9 w-full" />
        </div>
      </Dialog>
    );
  }
  if (integrations.data.length === 0) {
    return (
      <Dialog {...frame}>
        <EmptyState
          icon={<PlugZap />}
          title="There is no place for backups yet"
          action={
            <Link href="/hub/integrations" className={buttonClass("accent")}>
              Open Integrations
            </Link>
          }
        >
          Connect Backblaze B2, any S3 or a folder first: an owner or admin does that once for the
          hub.
        </EmptyState>
      </Dialog>
    );
  }
  return (
    <ProtectForm
      container={container.data}
      config={config.data}
      instances={instances.data}
      integrations={integrations.data}
      onClose={onClose}
    />
  );
}
