import { HealthPill } from "#components/containers/health-pill";
import { SinceTime } from "#components/ui/since-time";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

/** A container's health with since when, and where it is not protected why. */
export function HealthCell({ container }: { container: ContainerSummaryDto }) {
  const { health } = container;
  if (!health) return <Leaving container={container} />;
  const reason = reasonOf(container);
  return (
    <>
      <span className="flex items-center gap-2">
        <HealthPill health={health.current} />
        <SinceTime at={health.since} className="truncate text-sm text-faint max-[1400px]:hidden" />
      </span>
      {reason && (
        <span className="block truncate text-sm text-dim max-sm:hidden" title={reason}>
          {reason}
        </span>
      )}
    </>
  );
}

/** What there is to say of one that has no health: the name's line says what becomes of its backups. */
function Leaving({ container }: { container: ContainerSummaryDto }) {
  const { stateful, gone, deletion, backups } = container;
  const left = (count: number) =>
    count === 1 ? "1 backup" : `${count.toLocaleString("en")} backups`;
  return (
    <span className="text-faint">
      {deletion ? (
        deletion.error ? (
          <span className="text-bad" title={deletion.error}>
            Deleting failed, tried again
          </span>
        ) : (
          `${left(deletion.left)} still to be deleted`
        )
      ) : gone ? (
        `${left(backups.live)} to restore from`
      ) : stateful ? (
        "Not backed up"
      ) : (
        "Not stateful"
      )}
    </span>
  );
}

/** The list's own words where the state says it already; a failing one brings its own. */
function reasonOf({ health, next_run }: ContainerSummaryDto): string | null {
  if (!health || health.current === "protected") return null;
  if (health.current === "failing") return health.reason;
  if (health.current === "overdue") return "The backup that was due has not been made";
  return next_run === null ? "Nothing backs it up by itself" : "No live backup yet";
}
