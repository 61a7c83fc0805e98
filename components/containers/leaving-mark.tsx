import { deletionWords } from "#components/containers/deletion-words";
import { TimeLeft } from "#components/containers/time-left";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

/** In the list: what becomes of a container that is gone or on its way out; null for any other. */
export function LeavingMark({ container }: { container: ContainerSummaryDto }) {
  const { gone, deletion } = container;
  if (deletion) {
    return (
      <span
        className={deletion.error ? "text-bad" : "text-warn"}
        title={deletion.error ?? undefined}
      >
        {deletionWords(deletion)}
      </span>
    );
  }
  if (!gone) return null;
  if (gone.backups === "kept") return <span className="text-faint">Backups are kept</span>;
  if (gone.due === null) return <span className="text-warn">Another Docker Engine answers</span>;
  return (
    <span className="text-warn">
      Backups go <TimeLeft until={gone.due} />
    </span>
  );
}
