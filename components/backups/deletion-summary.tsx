import { formatBytes } from "#components/ui/bytes";
import { Notice } from "#components/ui/notice";
import type { BackupDto } from "#lib/api/backup-dto";
import type { ContainerDto } from "#lib/api/container-dto";

type Props = { container: ContainerDto; selected: BackupDto[] };

/** What will be lost, and whether the container is left without its newest or any backup. */
export function DeletionSummary({ container, selected }: Props) {
  const live = selected.filter(({ state }) => state.current === "live");
  const pinned = selected.filter((one) => one.pinned);
  const others = selected.length - live.length;
  const size = selected.reduce((sum, { target }) => sum + target.size, 0);
  const stores = [...new Set(live.map(({ target }) => target.integration_name))];
  const isAll = live.length > 0 && live.length >= container.backups.live;
  const hasNewest = live.some(({ events }) => events.created === container.backups.last_live);
  return (
    <div className="flex flex-col gap-3">
      <p>
        {live.length > 0 ? (
          <>
            <strong className="font-semibold">
              {live.length === 1
                ? "1 live backup"
                : `${live.length.toLocaleString("en")} live backups`}
              , {formatBytes(size)}
            </strong>{" "}
            will be deleted from {stores.join(", ")}. This cannot be undone.
            {others > 0 &&
              ` ${others.toLocaleString("en")} more ${others === 1 ? "row that holds" : "rows that hold"} no backup ${others === 1 ? "goes" : "go"} with ${others === 1 ? "its" : "their"} log.`}
          </>
        ) : (
          <>
            Nothing can be restored from {others === 1 ? "it" : "them"}: only the{" "}
            {others === 1 ? "row and its log go" : "rows and their logs go"}.
          </>
        )}
      </p>
      {pinned.length > 0 && (
        <Notice
          tone="warn"
          title={
            pinned.length === 1
              ? "1 of them is pinned"
              : `${pinned.length.toLocaleString("en")} of them are pinned`
          }
        >
          Somebody meant {pinned.length === 1 ? "it" : "them"} to stay. A pin holds retention off,
          not you.
        </Notice>
      )}
      {isAll ? (
        <Notice tone="bad" title="No backup is left after this">
          {container.name} could not be restored until the next backup.
        </Notice>
      ) : (
        hasNewest && (
          <Notice tone="warn" title="The newest live backup is among them">
            A restore would go back to an older state.
          </Notice>
        )
      )}
    </div>
  );
}
