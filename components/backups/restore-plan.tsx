import Link from "next/link";
import { CommandPreview } from "#components/backups/command-preview";
import { buttonClass } from "#components/ui/button";
import { formatBytes } from "#components/ui/bytes";
import { Notice } from "#components/ui/notice";
import type { BackupDto } from "#lib/api/backup-dto";
import type { BackupConfigDto, ContainerDto, InstanceDto } from "#lib/api/container-dto";

type Props = {
  backup: BackupDto;
  container: ContainerDto;
  restore: BackupConfigDto["restore"];
  target: InstanceDto | undefined;
};

/** What pressing Restore does, said before it is done. */
export function RestorePlan({ backup, container, restore, target }: Props) {
  if (!restore) {
    return (
      <Notice
        tone="warn"
        title="No restore command is set"
        action={
          <Link
            href={`/containers/${container.id}/config/integrations/backups`}
            replace
            scroll={false}
            className={buttonClass("plain", "sm")}
          >
            Open Config
          </Link>
        }
      >
        A restore feeds the backup to a command in the container. Set it in Config → Integrations →
        Backups.
      </Notice>
    );
  }
  const bytes = backup.original_size;
  return (
    <>
      <div>
        <h3 className="mb-1.5 text-base">What will happen</h3>
        <p className="mb-2 text-dim">
          Holdfast checks each part of the stored {formatBytes(backup.target.size)}
          {backup.compression === "zstd" && ", decompresses it"} and feeds{" "}
          <span className="text-text">{bytes === null ? "the backup" : formatBytes(bytes)}</span> to
          this command in{" "}
          <span className="font-mono text-text">{target?.name ?? "the instance"}</span>:
        </p>
        <CommandPreview command={restore.command} />
      </div>
      <Notice tone="warn" title="Data that is there may be overwritten">
        The command decides what becomes of it: most restores replace what the backup holds. Stop
        what uses the data first if it must not change meanwhile.
      </Notice>
    </>
  );
}
