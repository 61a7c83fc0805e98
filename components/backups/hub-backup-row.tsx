import clsx from "clsx";
import type { Ref } from "react";
import { isStuck } from "#components/backups/backup-columns";
import { BackupCreated } from "#components/backups/backup-created";
import { reasonOf, reasonTones } from "#components/backups/backup-reason";
import { BackupSize } from "#components/backups/backup-size";
import { BackupTrigger } from "#components/backups/backup-trigger";
import { RunningSize, RunningTime } from "#components/backups/running-backup";
import { BackupStatePill } from "#components/backups/state-pills";
import { formatDuration } from "#components/ui/duration";
import { HoverLink } from "#components/ui/hover-link";
import { Cell } from "#components/ui/table";
import type { HubBackupDto } from "#lib/api/overview-dto";

/** So many columns are shown on any screen: a cell that spans more would make room for the others. */
const leastColumns = 3;

/** Which columns a narrow page leaves out, how wide they are, and where they align. */
export const hubColumnClass = {
  state: "w-30 pl-4 max-sm:w-27 max-sm:pl-3",
  container: "",
  created: "w-36 max-sm:w-26",
  trigger: "w-32 max-lg:hidden",
  integration: "w-[16%] max-xl:hidden",
  size: "w-30 text-right max-sm:hidden",
  took: "w-24 pr-4 text-right max-md:hidden",
};
type Props = {
  backup: HubBackupDto;
  index: number;
  measure: Ref<HTMLTableSectionElement>;
};

/** One backup of any container, and the reason below where there is one. All of it leads to its row in the container's own tab. */
export function HubBackupRow({ backup, index, measure }: Props) {
  const { state, container, duration, target } = backup;
  const reason = reasonOf(backup, undefined);
  const isSaving = state.current === "saving";
  return (
    <tbody
      ref={measure}
      data-index={index}
      className="relative border-b border-line-soft last:border-0 hover:bg-inset"
    >
      <tr aria-rowindex={index + 2} className="h-[52px]">
        <Cell className={hubColumnClass.state}>
          <BackupStatePill state={state.current} stuck={isStuck(backup)} />
        </Cell>
        <Cell className={hubColumnClass.container}>
          <HoverLink
            href={`/containers/${container.id}/backups?backup=${backup.id}`}
            className="block truncate font-semibold after:absolute after:inset-0 focus-visible:outline-hidden focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {container.name}
          </HoverLink>
          <span className="block truncate text-sm text-faint">
            {container.environment}
            {backup.instance_name !== container.name && ` · ${backup.instance_name}`}
          </span>
        </Cell>
        <Cell className={hubColumnClass.created}>
          <BackupCreated backup={backup} />
        </Cell>
        <Cell className={clsx(hubColumnClass.trigger, "text-dim")}>
          <BackupTrigger backup={backup} />
        </Cell>
        <Cell className={clsx(hubColumnClass.integration, "text-dim")}>
          {target.integration_name}
        </Cell>
        <Cell className={hubColumnClass.size}>
          {isSaving ? <RunningSize backup={backup} /> : <BackupSize backup={backup} />}
        </Cell>
        <Cell className={hubColumnClass.took}>
          {isSaving ? (
            <RunningTime backup={backup} />
          ) : (
            duration !== null && formatDuration(duration)
          )}
        </Cell>
      </tr>
      {reason && (
        <tr>
          <td
            colSpan={leastColumns}
            className={clsx("px-4 pb-2.5 text-sm", reasonTones[reason.tone])}
          >
            <span className="line-clamp-2 [overflow-wrap:anywhere]">{reason.text}</span>
          </td>
        </tr>
      )}
    </tbody>
  );
}
