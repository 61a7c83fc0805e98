"use client";

import { useQuery } from "@tanstack/react-query";
import { Server } from "lucide-react";
import { ContainerStatePill } from "#components/containers/container-state-pill";
import { CopyButton } from "#components/ui/copy-button";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { RelativeTime } from "#components/ui/relative-time";
import { SkeletonRows } from "#components/ui/skeleton";
import { Cell, HeadCell, Table, TableFrame } from "#components/ui/table";
import type { InstanceDto } from "#lib/api/container-dto";
import { instancesQuery } from "#lib/queries/containers";
import { explainError } from "#lib/queries/request";

/** The Docker containers that run this container. */
export function InstanceTable({ containerId }: { containerId: string }) {
  const { data: all, error, refetch } = useQuery(instancesQuery(containerId));
  // Backups keep the instances they came from; what is gone runs nothing any more.
  const data = all?.filter(({ state }) => state.current !== "gone");
  return (
    <TableFrame className="mt-4">
      {data && data.length > 0 ? (
        <Table>
          <thead>
            <tr>
              <HeadCell className="w-32 pl-4 max-sm:w-28">State</HeadCell>
              <HeadCell>Name</HeadCell>
              <HeadCell className="max-md:hidden">Image</HeadCell>
              <HeadCell className="w-40 max-sm:hidden">Docker id</HeadCell>
              <HeadCell className="w-36 max-lg:hidden">Started</HeadCell>
            </tr>
          </thead>
          <tbody>
            {data.map((instance) => (
              <InstanceRow key={instance.id} instance={instance} />
            ))}
          </tbody>
        </Table>
      ) : data ? (
        <EmptyState icon={<Server />} title="No instances">
          No Docker container runs it now. When one is started again, it takes up the backups that
          are here.
        </EmptyState>
      ) : error ? (
        <ErrorState title="The instances could not be loaded" onRetry={() => void refetch()}>
          {explainError(error)}
        </ErrorState>
      ) : (
        <SkeletonRows rows={2} label="Loading instances" />
      )}
    </TableFrame>
  );
}

function InstanceRow({ instance }: { instance: InstanceDto }) {
  const { state, events } = instance;
  const detail = [
    state.health && `health: ${state.health}`,
    state.exit_code !== null && state.current === "stopped" && `exit code ${state.exit_code}`,
  ].filter(Boolean);
  return (
    <tr className="h-12 border-b border-line-soft last:border-0">
      <Cell className="pl-4">
        <ContainerStatePill state={state.current} />
      </Cell>
      <Cell>
        <span className="block truncate font-mono">{instance.name}</span>
        {detail.length > 0 && (
          <span className="block truncate text-sm text-faint">{detail.join(", ")}</span>
        )}
      </Cell>
      <Cell className="font-mono text-dim max-md:hidden" title={instance.image}>
        {instance.image}
      </Cell>
      <Cell className="font-mono text-dim max-sm:hidden">
        <span className="flex items-center">
          {instance.docker_id.slice(0, 12)}
          <CopyButton text={instance.docker_id} label="Copy Docker id" className="-my-2" />
        </span>
      </Cell>
      <Cell className="text-dim max-lg:hidden">
        {events.started.startsWith("0001") ? "–" : <RelativeTime at={events.started} />}
      </Cell>
    </tr>
  );
}
