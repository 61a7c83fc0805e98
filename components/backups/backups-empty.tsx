import { DatabaseBackup, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { BackUpNow } from "#components/backups/back-up-now";
import { buttonClass } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import type { BackupConfigDto, ContainerDto } from "#lib/api/container-dto";

type Props = { container: ContainerDto; config: BackupConfigDto | null };

/** What a backup is, and the one next step. */
export function BackupsEmpty({ container, config }: Props) {
  if (!container.stateful) {
    return (
      <EmptyState
        icon={<TriangleAlert />}
        title="Only stateful containers are backed up"
        action={
          <Link
            href={`/containers/${container.id}/dashboard`}
            replace
            scroll={false}
            className={buttonClass("plain")}
          >
            Open Dashboard
          </Link>
        }
      >
        Holdfast found no named volume and no bind mount here that holds data. If this container
        does hold data, say so on its Dashboard.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<DatabaseBackup />}
      title="No backups yet"
      action={
        config ? (
          <BackUpNow container={container} config={config} />
        ) : (
          <Link
            href={`/containers/${container.id}/config/integrations/backups`}
            replace
            scroll={false}
            className={buttonClass("accent")}
          >
            Set the backup command
          </Link>
        )
      }
    >
      A backup is what one command in the container writes to{" "}
      <code className="font-mono">stdout</code>, streamed straight to your store. A restore feeds
      the same bytes to another command.{" "}
      {config
        ? "The command is set: make the first backup."
        : "First choose where to store them and which command to run."}
    </EmptyState>
  );
}
