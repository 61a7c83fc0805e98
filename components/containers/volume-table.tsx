"use client";

import { useQuery } from "@tanstack/react-query";
import { HardDrive } from "lucide-react";
import { VolumeRow } from "#components/containers/volume-row";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { Notice } from "#components/ui/notice";
import { SkeletonRows } from "#components/ui/skeleton";
import { HeadCell, Table, TableFrame } from "#components/ui/table";
import { explainError } from "#lib/queries/request";
import { volumeSizesQuery, volumesQuery } from "#lib/queries/volumes";

/** Where the container's data lies, how much it is, who else has it, and which backups hold it. */
export function VolumeTable({ containerId }: { containerId: string }) {
  const { data, error, refetch } = useQuery(volumesQuery(containerId));
  const hasVolumes = data?.some(({ type }) => type === "volume") ?? false;
  const sizes = useQuery({ ...volumeSizesQuery(containerId), enabled: hasVolumes });
  const bare = (data ?? []).filter(
    ({ stateful, read_only, coverage }) =>
      stateful && !read_only && coverage.current === "not-covered",
  );
  return (
    <div className="flex flex-col gap-4 pt-4">
      {bare.length > 0 && (
        <Notice tone="warn" title="Not everything is in a backup">
          No live backup holds {bare.map(({ destination }) => destination).join(", ")}. What lies
          there is lost when the {bare.length === 1 ? "volume is" : "volumes are"}.
        </Notice>
      )}
      {sizes.error && (
        <Notice tone="warn" title="The sizes are not known">
          {explainError(sizes.error)}
        </Notice>
      )}
      <TableFrame>
        {data && data.length > 0 ? (
          <Table>
            <thead>
              <tr>
                <HeadCell className="w-26 pl-4 max-sm:hidden">Kind</HeadCell>
                <HeadCell className="max-sm:pl-4">In the container</HeadCell>
                <HeadCell className="w-28 text-right max-sm:w-22">Size</HeadCell>
                <HeadCell className="w-[22%] max-md:hidden">Also used by</HeadCell>
                <HeadCell className="w-52 pr-4 max-sm:w-36">In backups</HeadCell>
              </tr>
            </thead>
            <tbody>
              {data.map((volume) => (
                <VolumeRow
                  key={volume.destination}
                  containerId={containerId}
                  volume={volume}
                  size={sizes.data?.sizes[volume.destination]}
                  isMeasuring={sizes.isFetching && !sizes.data}
                />
              ))}
            </tbody>
          </Table>
        ) : data ? (
          <EmptyState icon={<HardDrive />} title="No volumes">
            What this container writes lies in the container alone and is lost when it is removed.
          </EmptyState>
        ) : error ? (
          <ErrorState title="The volumes could not be loaded" onRetry={() => void refetch()}>
            {explainError(error)}
          </ErrorState>
        ) : (
          <SkeletonRows rows={2} label="Loading volumes" />
        )}
      </TableFrame>
    </div>
  );
}
