import type { ContainerDto } from "#lib/api/container-dto";
import { readContainer } from "#lib/api/read-containers";
import type { Database } from "#lib/db/client";
import { Refusal } from "#lib/hubs/refusal";

/** The hub's container of that id; throws Refusal (404.container) when there is none. */
export async function requireContainer(
  db: Database,
  hubId: string,
  containerId: string,
): Promise<ContainerDto> {
  const container = await readContainer(db, hubId, containerId);
  if (!container)
    throw new Refusal("not-found", "This container is not in the hub.", { subject: "container" });
  return container;
}
