import { backupsAt, containersAt, storedStates } from "#components/overview/rows-behind";
import { formatBytes } from "#components/ui/bytes";
import { RelativeTime } from "#components/ui/relative-time";
import { TextLink } from "#components/ui/text-link";
import type { OverviewDto, StoredDto } from "#lib/api/overview-dto";

/** Containers that are to be backed up: those that have a health. */
export const judged = (containers: OverviewDto["containers"]) =>
  containers.protected + containers.failing + containers.overdue + containers.unprotected;

/** The answer to "is everything protected?", in words. */
export function Headline({ containers }: { containers: OverviewDto["containers"] }) {
  const all = judged(containers);
  const count = all.toLocaleString("en");
  if (all === 0) return "There is nothing to protect yet";
  if (containers.protected === all) {
    return (
      <TextLink href={containersAt("protected")}>
        {all === 1 ? "The one container is protected" : `All ${count} containers are protected`}
      </TextLink>
    );
  }
  const word = all === 1 ? "container" : "containers";
  if (containers.protected === 0) {
    return (
      <>
        None of <TextLink href={containersAt("any")}>{`${count} ${word}`}</TextLink> is protected
      </>
    );
  }
  return (
    <>
      <TextLink href={containersAt("protected")}>
        {containers.protected.toLocaleString("en")}
      </TextLink>
      {" of "}
      <TextLink href={containersAt("any")}>{`${count} ${word}`}</TextLink>
      {containers.protected === 1 ? " is protected" : " are protected"}
    </>
  );
}

type SummaryProps = { backups: OverviewDto["backups"]; stored: StoredDto[] | undefined };

/** How much there is, how old the newest is and where it lies. */
export function Summary({ backups, stored }: SummaryProps) {
  if (backups.live === 0) return "No live backup yet";
  const used = stored?.filter(({ size }) => size > 0) ?? [];
  const place = used.length === 1 ? used[0]?.name : `${used.length} integrations`;
  return (
    <>
      {backups.last_live && (
        <>
          Last backup <RelativeTime at={backups.last_live} className="lowercase" />
          {" · "}
        </>
      )}
      <TextLink href={backupsAt({ state: "live" })}>
        {backups.live.toLocaleString("en")} live {backups.live === 1 ? "backup" : "backups"}
      </TextLink>
      {" · "}
      <TextLink href={backupsAt({ state: storedStates })}>{formatBytes(backups.size)}</TextLink>
      {used.length > 0 && ` in ${place}`}
    </>
  );
}
