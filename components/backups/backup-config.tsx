"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { BackupConfigForm } from "#components/backups/backup-config-form";
import { useMember } from "#components/shell/member";
import { ErrorState } from "#components/ui/error-state";
import { Skeleton } from "#components/ui/skeleton";
import type { IntegrationDto } from "#lib/api/integration-dto";
import { backupConfigQuery } from "#lib/queries/backup-config";
import { containerQuery, instancesQuery } from "#lib/queries/containers";
import { integrationsQuery } from "#lib/queries/integrations";
import { explainError } from "#lib/queries/request";

const none: IntegrationDto[] = [];

/** Config → Integrations → Backups. */
export function BackupConfig({ containerId }: { containerId: string }) {
  const container = useQuery(containerQuery(containerId));
  const config = useQuery(backupConfigQuery(containerId));
  const { canViewIntegrations } = useMember();
  const integrations = useQuery({ ...integrationsQuery(), enabled: canViewIntegrations });
  const instances = useQuery(instancesQuery(containerId));
  const failed = [config, integrations, instances].find(
    ({ error, data }) => error && data === undefined,
  );
  return (
    <div className="max-w-3xl pt-4">
      <p className="mb-3 flex items-center gap-1 text-dim [&_svg]:size-3.5">
        Config <ChevronRight aria-hidden /> Integrations <ChevronRight aria-hidden />
        <span className="font-semibold text-text">Backups</span>
      </p>
      {failed ? (
        <ErrorState
          title="The configuration could not be loaded"
          onRetry={() => void failed.refetch()}
        >
          {explainError(failed.error)}
        </ErrorState>
      ) : container.data &&
        config.data !== undefined &&
        instances.data &&
        (integrations.data || !canViewIntegrations) ? (
        <BackupConfigForm
          container={container.data}
          config={config.data}
          integrations={integrations.data ?? none}
          instances={instances.data}
        />
      ) : (
        <div role="status" aria-label="Loading the configuration" className="flex flex-col gap-4">
          <Skeleton className="h-9 w-72" />
          <Skeleton className="h-16 w-full" />
          <Skeleton className="h-16 w-full" />
        </div>
      )}
    </div>
  );
}
