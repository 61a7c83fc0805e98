"use client";

import { useQuery } from "@tanstack/react-query";
import { Box, SearchX, Unplug } from "lucide-react";
import dynamic from "next/dynamic";
import { useDeferredValue, useMemo, useState } from "react";
import { ContainerFilters } from "#components/containers/container-filters";
import { ContainerTable } from "#components/containers/container-table";
import { filterContainers, noFilter } from "#components/containers/filter-containers";
import { Protecting } from "#components/containers/protecting";
import { useContainerFilter } from "#components/containers/use-container-filter";
import { useMember } from "#components/shell/member";
import { PageHeader } from "#components/shell/page-header";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { loadPart } from "#components/ui/load-part";
import { nothingSelected } from "#components/ui/select-range";
import { SkeletonRows } from "#components/ui/skeleton";
import { TableFrame } from "#components/ui/table";
import type { ContainerSummaryDto } from "#lib/api/container-dto";
import { containersQuery } from "#lib/queries/containers";
import { hostsQuery } from "#lib/queries/hosts";
import { explainError } from "#lib/queries/request";

const BulkBar = dynamic(() =>
  loadPart(() => import("#components/containers/bulk-bar").then((file) => file.BulkBar)),
);

const none: ContainerSummaryDto[] = [];

export function ContainerList() {
  const { data = none, isPending, error, refetch } = useQuery(containersQuery());
  const { canManageBackups, canManageConfig } = useMember();
  const [filter, setFilter] = useContainerFilter();
  const deferred = useDeferredValue(filter);
  const shown = useMemo(() => filterContainers(data, deferred), [data, deferred]);
  const [selection, setSelection] = useState(nothingSelected);
  // What the filter hides is not acted on.
  const selected = useMemo(
    () => shown.filter(({ id }) => selection.chosen.has(id)),
    [shown, selection],
  );
  const visible = useMemo(
    () => ({ ...selection, chosen: new Set(selected.map(({ id }) => id)) }),
    [selection, selected],
  );

  const count = data.length > 0 ? countLabel(shown, data) : undefined;

  return (
    <div className="mx-auto w-full max-w-[1440px] px-4 pb-8 sm:px-7">
      <PageHeader title="Containers" detail={isPending ? null : count}>
        {data.length > 0 && (
          <ContainerFilters containers={data} filter={filter} onFilterChange={setFilter} />
        )}
        {/* On a narrow page they would push the rows down; drawn at once they bring their code along. */}
        {isPending && <div aria-hidden className="h-18 w-full sm:hidden" />}
      </PageHeader>
      {shown.length > 0 ? (
        <Protecting>
          <ContainerTable
            containers={shown}
            selection={canManageBackups || canManageConfig ? visible : null}
            onSelectionChange={setSelection}
          />
        </Protecting>
      ) : (
        <TableFrame>
          {isPending ? (
            <SkeletonRows label="Loading containers" />
          ) : data.length > 0 ? (
            <EmptyState
              icon={<SearchX />}
              title="No container matches"
              action={<Button onClick={() => setFilter(noFilter)}>Clear search and filters</Button>}
            />
          ) : error ? (
            <ErrorState title="The containers could not be loaded" onRetry={() => void refetch()}>
              {explainError(error)}
            </ErrorState>
          ) : (
            <NoContainers />
          )}
        </TableFrame>
      )}
      {/* Once there it stays: what it says of those left out outlives the selection. */}
      {selection !== nothingSelected && (
        <BulkBar selected={selected} onClear={() => setSelection({ ...nothingSelected })} />
      )}
    </div>
  );
}

function NoContainers() {
  const { data: hosts } = useQuery(hostsQuery());
  if (hosts?.some((host) => host.state === "unreachable")) {
    return (
      <EmptyState icon={<Unplug />} title="Docker cannot be reached">
        Its containers appear here as soon as it can. What to do stands above.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Box />} title="No containers on this Docker host yet">
      Start one, with <code className="font-mono">docker compose up -d</code> for instance, and it
      appears here by itself. Holdfast lists Compose services, Swarm services of this node and named
      containers.
    </EmptyState>
  );
}

function countLabel(shown: ContainerSummaryDto[], all: ContainerSummaryDto[]): string {
  const count = (list: ContainerSummaryDto[]) => list.length.toLocaleString("en");
  if (shown.length !== all.length) return `${count(shown)} of ${count(all)}`;
  const stateful = all.filter((container) => container.stateful);
  return `${count(all)} on this hub, ${count(stateful)} stateful`;
}
