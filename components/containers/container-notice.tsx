import { DeletionNotice } from "#components/containers/deletion-notice";
import { GoneNotice } from "#components/containers/gone-notice";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

/** Above every tab: that the container is gone or on its way out, and what becomes of its backups. */
export function ContainerNotice({ container }: { container: ContainerSummaryDto }) {
  const { gone, deletion } = container;
  if (deletion) return <DeletionNotice container={container} deletion={deletion} />;
  if (gone) return <GoneNotice container={container} gone={gone} />;
  return null;
}
