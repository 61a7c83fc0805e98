import Link from "next/link";
import { LastBackup } from "#components/containers/last-backup";
import { buttonClass } from "#components/ui/button";
import { Bytes } from "#components/ui/bytes";
import { Notice } from "#components/ui/notice";
import type { ContainerDto } from "#lib/api/container-dto";

/** One line on the container's backups, or the step that is missing. */
export function BackupsSummary({ container }: { container: ContainerDto }) {
  const { backups, config, stateful, id } = container;
  if (!stateful) return null;
  if (!config.integrations.backups) {
    return (
      <Notice
        tone="warn"
        title="This container is not backed up"
        action={
          <Link
            href={`/containers/${id}/config/integrations/backups`}
            replace
            scroll={false}
            className={buttonClass("accent")}
          >
            Set up backups
          </Link>
        }
      >
        It holds data, but has no backup command yet.
      </Notice>
    );
  }
  return (
    <Notice
      title={
        <span className="flex flex-wrap items-center gap-2">
          Last backup <LastBackup container={container} />
        </span>
      }
      action={
        <Link
          href={`/containers/${id}/backups`}
          replace
          scroll={false}
          className={buttonClass("plain")}
        >
          Open Backups
        </Link>
      }
    >
      {backups.live.toLocaleString("en")} live, <Bytes value={backups.size} /> stored.
    </Notice>
  );
}
