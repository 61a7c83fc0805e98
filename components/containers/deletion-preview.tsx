import { formatBytes } from "#components/ui/bytes";
import { Fact, Facts } from "#components/ui/facts";
import type { DeletionPreviewDto } from "#lib/api/container-dto";

/** "34 backups, 1.2 GB". */
export function backupsLost({ backups: { count, size } }: DeletionPreviewDto): string {
  return `${count === 1 ? "1 backup" : `${count.toLocaleString("en")} backups`}, ${formatBytes(size)},`;
}

/** What goes: the Docker containers, the backups, and the volumes that may go with them. */
export function DeletionPreview({ preview }: { preview: DeletionPreviewDto }) {
  const { docker_containers: names, backups, volumes, volumes_reachable: reachable } = preview;
  const others = backups.count - backups.live;
  const kinds = [
    `${backups.live.toLocaleString("en")} live`,
    others > 0 && `${others.toLocaleString("en")} not live`,
    backups.pinned > 0 && `${backups.pinned.toLocaleString("en")} of them pinned`,
  ];
  return (
    <Facts>
      <Fact name="In Docker" mono={names.length > 0}>
        {names.length > 0 ? names.join(", ") : "Nothing of it is there any more"}
      </Fact>
      <Fact name="Backups">
        {backups.count === 0
          ? "None"
          : `${backups.count.toLocaleString("en")}, ${formatBytes(backups.size)}: ${kinds.filter(Boolean).join(", ")}`}
      </Fact>
      <Fact name="Volumes">
        {volumes.length === 0
          ? "No named volume"
          : volumes.map(({ name, used_by }) => (
              <span key={name} className="block">
                <span className="font-mono">{name}</span>
                <span className="text-dim">
                  {used_by.length > 0
                    ? ` stays: ${used_by.join(", ")} ${used_by.length === 1 ? "uses" : "use"} it`
                    : reachable
                      ? " stays unless you say otherwise"
                      : " stays: another Docker Engine answers than the one that has it"}
                </span>
              </span>
            ))}
      </Fact>
    </Facts>
  );
}
