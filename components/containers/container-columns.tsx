import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  type SortFn,
  sortFn_alphanumeric,
  tableFeatures,
} from "@tanstack/react-table";
import { ContainerStatePill } from "#components/containers/container-state-pill";
import { LastBackup } from "#components/containers/last-backup";
import { Bytes } from "#components/ui/bytes";
import { HoverLink } from "#components/ui/hover-link";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

export const containerFeatures = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric },
});

type Features = typeof containerFeatures;

/** The link of a container's row, to which focus goes back when its modal closes. */
export const containerLinkId = (containerId: string) => `container-${containerId}`;

const byNumber: SortFn<Features, ContainerSummaryDto> = (a, b, column) =>
  a.getValue<number>(column) - b.getValue<number>(column);

const column = createColumnHelper<Features, ContainerSummaryDto>();

export const containerColumns = column.columns([
  column.accessor((row) => row.state.current, {
    id: "state",
    header: "State",
    sortFn: "alphanumeric",
    cell: ({ row }) => <ContainerStatePill state={row.original.state.current} />,
  }),
  column.accessor("name", {
    header: "Name",
    sortFn: "alphanumeric",
    cell: ({ row: { original } }) => (
      <>
        <HoverLink
          id={containerLinkId(original.id)}
          href={`/containers/${original.id}/dashboard`}
          scroll={false}
          className="block truncate font-semibold after:absolute after:inset-0 focus-visible:outline-hidden focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {original.name}
        </HoverLink>
        <span className="block truncate text-sm text-faint lg:hidden">
          {original.environment.name}
        </span>
      </>
    ),
  }),
  column.accessor((row) => row.environment.name, {
    id: "environment",
    header: "Environment",
    sortFn: "alphanumeric",
    cell: ({ row }) => row.original.environment.name,
  }),
  column.accessor("image", {
    header: "Image",
    sortFn: "alphanumeric",
    cell: ({ row }) => <span title={row.original.image}>{row.original.image}</span>,
  }),
  column.accessor("instances", {
    header: "Instances",
    sortFn: byNumber,
    cell: ({ row }) => row.original.instances,
  }),
  column.accessor((row) => Number(row.stateful), {
    id: "stateful",
    header: "Stateful",
    sortFn: byNumber,
    cell: ({ row }) => (row.original.stateful ? "Yes" : <span className="text-faint">No</span>),
  }),
  column.accessor((row) => (row.backups.last ? Date.parse(row.backups.last.created) : 0), {
    id: "last",
    header: "Last backup",
    sortFn: byNumber,
    cell: ({ row }) => <LastBackup container={row.original} />,
  }),
  column.accessor((row) => row.backups.size, {
    id: "stored",
    header: "Stored",
    sortFn: byNumber,
    cell: ({ row: { original } }) =>
      original.backups.live > 0 ? (
        <Bytes value={original.backups.size} />
      ) : (
        <span className="text-faint">–</span>
      ),
  }),
]);

/** Which columns a narrow page leaves out, how wide they are, and where they align. */
export const containerColumnClass: Record<string, string> = {
  state: "w-30 pl-4",
  name: "w-[24%] max-sm:w-auto",
  environment: "w-[13%] max-lg:hidden text-dim",
  image: "max-sm:hidden font-mono text-[0.79rem] text-dim",
  instances: "w-22 text-right max-lg:hidden",
  stateful: "w-22 max-md:hidden",
  last: "w-44 max-sm:w-28",
  stored: "w-28 text-right pr-4 max-md:hidden",
};
