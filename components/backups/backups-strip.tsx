"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { BackupStatePill } from "#components/backups/state-pills";
import { useMember } from "#components/shell/member";
import { Bytes } from "#components/ui/bytes";
import { RelativeTime } from "#components/ui/relative-time";
import type { BackupDto } from "#lib/api/backup-dto";
import type { BackupConfigDto, ContainerDto } from "#lib/api/container-dto";
import { integrationsQuery } from "#lib/queries/integrations";

type Props = {
  container: ContainerDto;
  config: BackupConfigDto | null;
  newest: BackupDto[];
};

/** The container's backups in four facts. */
export function BackupsStrip({ container, config, newest }: Props) {
  const { canViewIntegrations, canManageConfig } = useMember();
  const { data: integrations } = useQuery({
    ...integrationsQuery(),
    enabled: canViewIntegrations,
  });
  const integration = integrations?.find(({ id }) => id === config?.integration_id);
  const known = newest.find(({ target }) => target.integration_id === config?.integration_id);
  const { backups } = container;
  const last = newest.find(
    ({ state }) => !["queued", "saving", "cancelled"].includes(state.current),
  );
  return (
    <dl className="mt-4 grid grid-cols-2 overflow-hidden rounded-lg border border-line max-sm:[&>*:nth-child(even)]:border-l max-sm:[&>*:nth-child(n+3)]:border-t lg:grid-cols-[1fr_0.8fr_1fr_1.6fr] lg:[&>*+*]:border-l">
      <Item name="Last live backup">
        {backups.last_live ? (
          <RelativeTime at={backups.last_live} className="font-semibold" />
        ) : (
          <span className="font-semibold">None yet</span>
        )}
        {last?.state.current === "failed" && (
          <span className="ml-2">
            <BackupStatePill state="failed" />
          </span>
        )}
      </Item>
      <Item name="Stored">
        <Bytes value={backups.size} className="font-semibold" />
        <span className="ml-1.5 text-sm text-faint">
          in {backups.live.toLocaleString("en")} live
        </span>
      </Item>
      <Item name="Integration">
        <span className="block truncate font-semibold">
          {config ? (integration?.name ?? known?.target.integration_name ?? "–") : "Not set"}
        </span>
      </Item>
      <Item name="Backup command">
        {config && !canManageConfig ? (
          <span className="text-faint">Not visible to your role</span>
        ) : config ? (
          <code
            className="block truncate font-mono text-sm leading-5"
            title={config.backup.command}
          >
            {config.backup.command}
          </code>
        ) : (
          <Link
            href={`/containers/${container.id}/config/integrations/backups`}
            replace
            scroll={false}
            className="font-medium text-accent underline underline-offset-2"
          >
            Set one in Config
          </Link>
        )}
      </Item>
    </dl>
  );
}

function Item({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0 px-3.5 py-2.5">
      <dt className="text-sm text-faint">{name}</dt>
      <dd className="mt-0.5 min-w-0">{children}</dd>
    </div>
  );
}
