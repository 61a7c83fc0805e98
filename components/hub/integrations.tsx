"use client";

import { useQuery } from "@tanstack/react-query";
import { Plug, Plus } from "lucide-react";
import { useState } from "react";
import { DeleteIntegration } from "#components/hub/delete-integration";
import { IntegrationCard } from "#components/hub/integration-card";
import { IntegrationDialog } from "#components/hub/integration-dialog";
import { RebuildDialog } from "#components/hub/rebuild-dialog";
import { UnknownObjects } from "#components/hub/unknown-objects";
import { useMember } from "#components/shell/member";
import { PageHeader } from "#components/shell/page-header";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { SkeletonRows } from "#components/ui/skeleton";
import { TableFrame } from "#components/ui/table";
import type { IntegrationDto } from "#lib/api/integration-dto";
import { integrationsQuery } from "#lib/queries/integrations";
import { explainError } from "#lib/queries/request";

/** Which integration a dialog is about: "new" adds one. */
type Subject = IntegrationDto | "new" | null;

/** The hub's connections to stores. */
export function Integrations() {
  const { data, error, refetch } = useQuery(integrationsQuery());
  const { canManageIntegrations } = useMember();
  const [editing, setEditing] = useState<Subject>(null);
  const [deleting, setDeleting] = useState<string | null>(null);
  const [rebuilding, setRebuilding] = useState<string | null>(null);
  const [looking, setLooking] = useState<string | null>(null);
  const find = (wanted: string | null) => data?.find(({ id }) => id === wanted) ?? null;
  const add = canManageIntegrations && (
    <Button variant="accent" icon={<Plus aria-hidden />} onClick={() => setEditing("new")}>
      Add integration
    </Button>
  );
  return (
    <div className="mx-auto w-full max-w-[1080px] px-4 pb-8 sm:px-7">
      <PageHeader title="Integrations" detail="Where this hub stores its backups.">
        {data && data.length > 0 && add}
      </PageHeader>
      {data && data.length > 0 ? (
        <ul className="flex flex-col gap-3">
          {data.map((integration) => (
            <IntegrationCard
              key={integration.id}
              integration={integration}
              onEdit={() => setEditing(integration)}
              onRebuild={() => setRebuilding(integration.id)}
              onLook={() => setLooking(integration.id)}
              onDelete={() => {
                setDeleting(integration.id);
                // What lies in it changes with every backup.
                void refetch();
              }}
            />
          ))}
        </ul>
      ) : (
        <TableFrame>
          {data ? (
            <EmptyState icon={<Plug />} title="No integration yet" action={add}>
              An integration connects the hub to a store: Backblaze B2, any S3, or a folder on this
              machine. Backups need one.
            </EmptyState>
          ) : error ? (
            <ErrorState title="The integrations could not be loaded" onRetry={() => void refetch()}>
              {explainError(error)}
            </ErrorState>
          ) : (
            <SkeletonRows rows={2} label="Loading integrations" />
          )}
        </TableFrame>
      )}
      <IntegrationDialog subject={editing} onClose={() => setEditing(null)} />
      <DeleteIntegration integration={find(deleting)} onClose={() => setDeleting(null)} />
      <RebuildDialog integration={find(rebuilding)} onClose={() => setRebuilding(null)} />
      <UnknownObjects integration={find(looking)} onClose={() => setLooking(null)} />
    </div>
  );
}
