"use client";

import { useQuery } from "@tanstack/react-query";
import { Server } from "lucide-react";
import { HostCard } from "#components/hub/host-card";
import { Page } from "#components/shell/page";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { SkeletonRows } from "#components/ui/skeleton";
import { TableFrame } from "#components/ui/table";
import { hostsQuery } from "#lib/queries/hosts";
import { explainError } from "#lib/queries/request";

/** The Docker hosts whose containers this hub backs up. */
export function Hosts() {
  const { data, error, refetch } = useQuery(hostsQuery());
  return (
    <Page title="Hosts" detail="The Docker hosts whose containers this hub backs up.">
      {data && data.length > 0 ? (
        <ul className="flex flex-col gap-3">
          {data.map((host) => (
            <HostCard key={host.id} host={host} />
          ))}
        </ul>
      ) : (
        <TableFrame>
          {data ? (
            <EmptyState icon={<Server />} title="No host yet">
              Holdfast adds the Docker host that it runs beside when it starts. Start it again, and
              look at what it prints.
            </EmptyState>
          ) : error ? (
            <ErrorState title="The hosts could not be loaded" onRetry={() => void refetch()}>
              {explainError(error)}
            </ErrorState>
          ) : (
            <SkeletonRows rows={1} label="Loading hosts" />
          )}
        </TableFrame>
      )}
    </Page>
  );
}
