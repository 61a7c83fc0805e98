import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  type SortFn,
  sortFn_alphanumeric,
  tableFeatures,
} from "@tanstack/react-table";
import { ContainerLink } from "#components/containers/container-link";
import { ContainerStatePill } from "#components/containers/container-state-pill";
import { HealthCell } from "#components/containers/health-cell";
import { LastBackup } from "#components/containers/last-backup";
import { LeavingMark } from "#components/containers/leaving-mark";
import { NextRun } from "#components/containers/next-run";
import { SizeTrend } from "#components/containers/size-trend";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

export const containerFeatures = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric },
});

type Features = typeof containerFeatures;

const byNumber: SortFn<Features, ContainerSummaryDto> = (a, b, column) =>
  a.getValue<number>(column) - b.getValue<number>(column);

/** The worst first; what is not to be backed up comes last. */
const urgency = { failing: 0, overdue: 1, unprotected: 2, protected: 3 } as const;

const column = createColumnHelper<Features, ContainerSummaryDto>();

export const containerColumns = column.columns([
  column.accessor("name", {
    header: "Name",
    sortFn: "alphanumeric",
    cell: ({ row: { original } }) => (
      <>
        <ContainerLink container={original} />
        {original.gone || original.deletion ? (
          <span className="block truncate text-sm">
            <LeavingMark container={original} />
          </span>
        ) : (
          <span className="block truncate font-mono text-sm text-faint" title={original.image}>
            {original.image}
          </span>
        )}
      </>
    ),
  }),
  column.accessor((row) => row.state.current, {
    id: "state",
    header: "State",
    sortFn: "alphanumeric",
    cell: ({ row }) => <ContainerStatePill state={row.original.state.current} />,
  }),
  column.accessor(({ health }) => (health ? urgency[health.current] : 4), {
    id: "health",
    header: "Health",
    sortFn: byNumber,
    cell: ({ row }) => <HealthCell container={row.original} />,
  }),
  column.accessor((row) => (row.backups.last ? Date.parse(row.backups.last.created) : 0), {
    id: "last",
    header: "Last backup",
    sortFn: byNumber,
    cell: ({ row }) => <LastBackup container={row.original} />,
  }),
  column.accessor(({ next_run }) => (next_run ? Date.parse(next_run) : Number.MAX_SAFE_INTEGER), {
    id: "next",
    header: "Next run",
    sortFn: byNumber,
    cell: ({ row }) => <NextRun container={row.original} />,
  }),
  column.accessor((row) => row.backups.size, {
    id: "stored",
    header: "Stored, 30 days",
    sortFn: byNumber,
    cell: ({ row }) => <SizeTrend container={row.original} />,
  }),
]);

/**
 * How wide they are, where they align, and which a narrow page leaves out: those keep a place of no
 * width, since a group's head spans the table by their number.
 */
export const containerColumnClass: Record<string, string> = {
  select: "w-10 pl-3.5 pr-0 leading-none max-sm:w-9 max-sm:pl-3",
  name: "w-[22%] max-lg:w-[28%] max-sm:w-auto",
  state: "w-27 max-md:invisible max-md:w-0 max-md:p-0!",
  health: "py-0.5! max-sm:w-34",
  last: "w-44 max-lg:w-40 max-sm:invisible max-sm:w-0 max-sm:p-0!",
  next: "w-27 max-lg:invisible max-lg:w-0 max-lg:p-0!",
  stored: "w-50 text-right pr-4 max-lg:w-46 max-md:invisible max-md:w-0 max-md:p-0!",
};
