"use client";

import { useQuery } from "@tanstack/react-query";
import { Server } from "lucide-react";
import { InstanceRow } from "#components/containers/instance-row";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { Notice } from "#components/ui/notice";
import { SkeletonRows } from "#components/ui/skeleton";
import { HeadCell, Table, TableFrame } from "#components/ui/table";
import { instancesQuery } from "#lib/queries/containers";
import { useInstanceStats } from "#lib/queries/instance-stats";
import { explainError } from "#lib/queries/request";

/** The Docker containers that run this container, and what they use now. */
export function InstanceTable({ containerId }: { containerId: string }) {
  const { data: all, error, refetch } = useQuery(instancesQuery(containerId));
  // Backups keep the instances they came from; what is gone runs nothing any more.
  const data = all?.filter(({ state }) => state.current !== "gone");
  const running = (data ?? []).filter(({ state }) => state.current === "running");
  const key = running.map(({ docker_id, events }) => docker_id + events.started).join();
  const stats = useInstanceStats(containerId, key);
  return (
    <>
      {stats.refused && (
        <Notice tone="warn" title="CPU and memory are not known now" className="mt-4">
          {stats.refused}
        </Notice>
      )}
      <TableFrame className="mt-4">
        {data && data.length > 0 ? (
          <Table>
            <thead>
              <tr>
                <HeadCell className="w-30 pl-4 max-sm:w-28">State</HeadCell>
                <HeadCell>Name</HeadCell>
                <HeadCell className="w-20 max-lg:hidden">Uptime</HeadCell>
                <HeadCell className="w-20 text-right max-sm:hidden">CPU</HeadCell>
                <HeadCell className="w-40 text-right max-md:hidden">Memory</HeadCell>
                <HeadCell className="w-48 pr-4 max-sm:w-24">
                  <span className="sr-only">Open</span>
                </HeadCell>
              </tr>
            </thead>
            <tbody>
              {data.map((instance) => (
                <InstanceRow
                  key={instance.id}
                  instance={instance}
                  stats={stats.byInstance.get(instance.id)}
                />
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
    </>
  );
}
