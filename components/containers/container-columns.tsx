import type { ReactNode } from "react";
import { ContainerLink } from "#components/containers/container-link";
import { ContainerStatePill } from "#components/containers/container-state-pill";
import { HealthCell } from "#components/containers/health-cell";
import { LastBackup } from "#components/containers/last-backup";
import { LeavingMark } from "#components/containers/leaving-mark";
import { NextRun } from "#components/containers/next-run";
import { SizeTrend } from "#components/containers/size-trend";
import type { ContainerColumnId } from "#components/containers/sort-containers";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

type ContainerColumn = {
  id: ContainerColumnId;
  header: string;
  cell: (container: ContainerSummaryDto) => ReactNode;
};

export const containerColumns: readonly ContainerColumn[] = [
  {
    id: "name",
    header: "Name",
    cell: (container) => (
      <>
        <ContainerLink container={container} />
        {container.gone || container.deletion ? (
          <span className="block truncate text-sm">
            <LeavingMark container={container} />
          </span>
        ) : (
          <span className="block truncate font-mono text-sm text-faint" title={container.image}>
            {container.image}
          </span>
        )}
      </>
    ),
  },
  {
    id: "state",
    header: "State",
    cell: ({ state }) => <ContainerStatePill state={state.current} />,
  },
  { id: "health", header: "Health", cell: (container) => <HealthCell container={container} /> },
  { id: "last", header: "Last backup", cell: (container) => <LastBackup container={container} /> },
  { id: "next", header: "Next run", cell: (container) => <NextRun container={container} /> },
  {
    id: "stored",
    header: "Stored, 30 days",
    cell: (container) => <SizeTrend container={container} />,
  },
];

/**
 * How wide they are, where they align, and which a narrow page leaves out: those keep a place of no
 * width, since a group's head spans the table by their number.
 */
export const containerColumnClass: Record<ContainerColumnId | "select", string> = {
  select: "w-10 pl-3.5 pr-0 leading-none max-sm:w-9 max-sm:pl-3",
  name: "w-[22%] max-lg:w-[28%] max-sm:w-auto",
  state: "w-27 max-md:invisible max-md:w-0 max-md:p-0!",
  health: "py-0.5! max-sm:w-34",
  last: "w-44 max-lg:w-40 max-sm:invisible max-sm:w-0 max-sm:p-0!",
  next: "w-27 max-lg:invisible max-lg:w-0 max-lg:p-0!",
  stored: "w-50 text-right pr-4 max-lg:w-46 max-md:invisible max-md:w-0 max-md:p-0!",
};
