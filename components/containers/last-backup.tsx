import { BackupStatePill } from "#components/backups/state-pills";
import { RelativeTime } from "#components/ui/relative-time";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

/** When a container was last backed up, and how that went if it did not end well. */
export function LastBackup({ container }: { container: ContainerSummaryDto }) {
  const { last, last_live: lastLive, running } = container.backups;
  if (running > 0) return <BackupStatePill state="saving" />;
  if (!last) {
    return <span className="text-faint">{container.stateful ? "Never" : "–"}</span>;
  }
  if (last.state === "failed" || last.state === "missing" || !lastLive) {
    return (
      <span className="flex items-center gap-2">
        <BackupStatePill state={last.state} />
        <RelativeTime at={last.created} className="truncate text-sm text-faint max-sm:hidden" />
      </span>
    );
  }
  return <RelativeTime at={lastLive} />;
}
