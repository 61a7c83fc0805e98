import { DeletionNotice } from "#components/containers/deletion-notice";
import { GoneNotice } from "#components/containers/gone-notice";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

/** Above every tab: that the container is gone or on its way out, and what becomes of its backups. */
export function ContainerNotice({ container }: { container: ContainerSummaryDto }) {
  const { gone, deletion } = container;
  if (!gone && !deletion) return null;
  // No live region: a countdown would be read out at each step.
  return (
    <section aria-label={deletion ? "Deletion" : "Gone from Docker"}>
      {deletion && <DeletionNotice container={container} deletion={deletion} />}
      {gone && <GoneNotice container={container} gone={gone} />}
    </section>
  );
}
