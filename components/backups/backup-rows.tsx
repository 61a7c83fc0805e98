import type { Row } from "@tanstack/react-table";
import { FlexRender } from "@tanstack/react-table";
import clsx from "clsx";
import type { Ref } from "react";
import { backupColumnClass, type backupFeatures } from "#components/backups/backup-columns";
import { BackupLogs } from "#components/backups/backup-logs";
import { reasonOf, reasonTones } from "#components/backups/backup-reason";
import { hasVerification, VerificationLine } from "#components/backups/verification-line";
import { WaitingLine } from "#components/backups/waiting-line";
import { ProgressBar } from "#components/ui/progress-bar";
import { Cell } from "#components/ui/table";
import type { BackupDto } from "#lib/api/backup-dto";

type Props = {
  row: Row<typeof backupFeatures, BackupDto>;
  index: number;
  isOpen: boolean;
  /** Why it was not deleted, when it should have been. */
  refused: string | undefined;
  measure: Ref<HTMLTableSectionElement>;
};

/** One backup: its row, the reason below where there is one, and its logs while they are open. */
export function BackupRows({ row, index, isOpen, refused, measure }: Props) {
  const backup = row.original;
  const reason = reasonOf(backup, refused);
  const isWaiting = backup.state.current === "queued";
  const isVerifying = hasVerification(backup);
  const cells = row.getAllCells();
  return (
    <tbody
      ref={measure}
      data-index={index}
      className={clsx(
        "border-b border-line-soft last:border-0",
        row.getIsSelected() ? "bg-accent-soft" : "hover:bg-inset",
      )}
    >
      <tr aria-selected={row.getIsSelected()} className="h-[52px]">
        {cells.map((cell) => {
          return (
            <Cell key={cell.id} className={backupColumnClass[cell.column.id]}>
              <FlexRender cell={cell} />
            </Cell>
          );
        })}
      </tr>
      {backup.state.current === "saving" && (
        <tr>
          <td colSpan={cells.length} className="px-3 pb-1.5">
            {/* How much will come is unknown, so the bar claims no share. */}
            <ProgressBar label="Saving the backup" value={null} />
          </td>
        </tr>
      )}
      {(reason || isWaiting || isVerifying) && (
        <tr>
          <td />
          <td
            colSpan={cells.length - 1}
            className="pr-3 pb-2.5 pl-2.5 text-sm [overflow-wrap:anywhere]"
          >
            {reason && <p className={reasonTones[reason.tone]}>{reason.text}</p>}
            {isWaiting && <WaitingLine backup={backup} />}
            {isVerifying && <VerificationLine backup={backup} />}
          </td>
        </tr>
      )}
      {isOpen && (
        <tr>
          <td colSpan={cells.length} className="px-2.5 pb-2.5">
            <BackupLogs backup={backup} />
          </td>
        </tr>
      )}
    </tbody>
  );
}
