import { createColumnHelper, rowSelectionFeature, tableFeatures } from "@tanstack/react-table";
import { BackupActions } from "#components/backups/backup-actions";
import { BackupCreated } from "#components/backups/backup-created";
import { BackupKept } from "#components/backups/backup-kept";
import { BackupSize } from "#components/backups/backup-size";
import { BackupTrigger } from "#components/backups/backup-trigger";
import { RunningSize, RunningTime } from "#components/backups/running-backup";
import { BackupStatePill } from "#components/backups/state-pills";
import { Checkbox } from "#components/ui/checkbox";
import { formatDuration } from "#components/ui/duration";
import { formatExact } from "#components/ui/relative-time";
import type { BackupDto } from "#lib/api/backup-dto";

export const backupFeatures = tableFeatures({ rowSelectionFeature });
const column = createColumnHelper<typeof backupFeatures, BackupDto>();

const isRunning = ({ state }: BackupDto) =>
  state.current === "queued" || state.current === "saving";

/** A running one is cancelled first; one that is on its way out cannot be deleted twice. */
export const canBeDeleted = (backup: BackupDto) =>
  !isRunning(backup) && backup.state.current !== "deleting";

export const backupColumns = column.columns([
  column.display({
    id: "select",
    header: ({ table }) => (
      <Checkbox
        label="Select all loaded backups"
        checked={table.getIsAllRowsSelected()}
        indeterminate={table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected()}
        disabled={!table.getRowModel().rows.some((row) => row.getCanSelect())}
        onChange={table.getToggleAllRowsSelectedHandler()}
      />
    ),
    cell: ({ row }) => (
      <Checkbox
        label={`Select the backup of ${formatExact(Date.parse(row.original.events.created))}`}
        checked={row.getIsSelected()}
        disabled={!row.getCanSelect()}
        onChange={row.getToggleSelectedHandler()}
      />
    ),
  }),
  column.display({
    id: "state",
    header: "State",
    cell: ({ row: { original } }) => (
      <>
        <BackupStatePill state={original.state.current} stuck={isStuck(original)} />
        <span className="mt-0.5 block md:hidden">
          <BackupCreated backup={original} />
        </span>
      </>
    ),
  }),
  column.display({
    id: "created",
    header: "Created",
    cell: ({ row }) => <BackupCreated backup={row.original} />,
  }),
  column.display({
    id: "instance",
    header: "Instance",
    cell: ({ row: { original } }) => (
      <span
        title={original.instance_name}
        className="line-clamp-2 leading-tight whitespace-normal [overflow-wrap:anywhere]"
      >
        {original.instance_name}
      </span>
    ),
  }),
  column.display({
    id: "trigger",
    header: "Trigger",
    cell: ({ row }) => <BackupTrigger backup={row.original} />,
  }),
  column.display({
    id: "size",
    header: "Size",
    cell: ({ row: { original } }) =>
      original.state.current === "saving" ? (
        <RunningSize backup={original} />
      ) : (
        <BackupSize backup={original} />
      ),
  }),
  column.display({
    id: "took",
    header: "Took",
    cell: ({ row: { original } }) =>
      original.state.current === "saving" ? (
        <RunningTime backup={original} />
      ) : original.duration === null ? (
        ""
      ) : (
        formatDuration(original.duration)
      ),
  }),
  column.display({
    id: "kept",
    header: "Kept until",
    cell: ({ row }) => <BackupKept backup={row.original} />,
  }),
  column.display({
    id: "actions",
    header: () => <span className="sr-only">Actions</span>,
    cell: ({ row }) => <BackupActions backup={row.original} />,
  }),
]);

/** A delete that was tried and failed: it will be tried again, and the row says why. */
export const isStuck = ({ state }: BackupDto) =>
  state.current === "deleting" && state.error !== undefined;

/**
 * Left-out columns keep a place of no width: rows that span the table count on their number, and
 * `display: none` would change it.
 */
export const backupColumnClass: Record<string, string> = {
  select: "w-10 pl-3.5 pr-0 max-sm:w-8 max-sm:pl-2.5 leading-none",
  state: "w-28 max-md:w-auto",
  created: "w-28 max-md:invisible max-md:w-0 max-md:p-0!",
  instance: "max-lg:invisible max-lg:w-0 max-lg:p-0! font-mono text-[0.79rem]",
  trigger: "w-29 max-lg:invisible max-lg:w-0 max-lg:p-0! text-dim",
  size: "w-24 text-right max-sm:w-22",
  took: "w-18 text-right max-sm:invisible max-sm:w-0 max-sm:p-0!",
  kept: "w-33 text-dim max-lg:invisible max-lg:w-0 max-lg:p-0!",
  actions: "w-36 text-right pr-2 max-sm:w-28 max-sm:[&_button]:w-7",
};
