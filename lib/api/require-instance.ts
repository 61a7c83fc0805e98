import { and, eq, ne } from "drizzle-orm";
import { containers, hosts, instances } from "#drizzle/containers";
import { servedHost } from "#lib/api/served-host";
import type { Database } from "#lib/db/client";
import { Refusal } from "#lib/hubs/refusal";

type Where = { hubId: string; containerId: string; instanceId: string };

/**
 * The hub's instance of that id, for what is asked of Docker itself.
 *
 * @throws Refusal 404.instance; invalid-state when it is gone, or its Docker host is not this one's
 */
export async function requireInstance(
  db: Database,
  { hubId, containerId, instanceId }: Where,
): Promise<{ dockerId: string; name: string }> {
  const [row] = await db
    .select({
      dockerId: instances.dockerId,
      name: instances.name,
      state: instances.state,
      host: hosts.identifier,
    })
    .from(instances)
    .innerJoin(containers, eq(containers.id, instances.containerId))
    .innerJoin(hosts, eq(hosts.id, containers.hostId))
    .where(
      and(
        eq(instances.hubId, hubId),
        eq(instances.containerId, containerId),
        eq(instances.id, instanceId),
      ),
    );
  if (!row)
    throw new Refusal("not-found", "This container has no such instance.", { subject: "instance" });
  if (row.state === "gone")
    throw new Refusal("invalid-state", "The instance does not exist any more in Docker.");
  if (row.host !== servedHost)
    throw new Refusal(
      "invalid-state",
      `The instance runs on the Docker host "${row.host}", which this dashboard does not reach.`,
    );
  return row;
}

/** Docker ids of a container's running instances, by instance, on this Docker host. */
export async function runningInstances(
  db: Database,
  { hubId, containerId }: Omit<Where, "instanceId">,
): Promise<{ id: string; dockerId: string }[]> {
  return db
    .select({ id: instances.id, dockerId: instances.dockerId })
    .from(instances)
    .innerJoin(containers, eq(containers.id, instances.containerId))
    .innerJoin(hosts, eq(hosts.id, containers.hostId))
    .where(
      and(
        eq(instances.hubId, hubId),
        eq(instances.containerId, containerId),
        ne(instances.state, "gone"),
        ne(instances.state, "stopped"),
        eq(hosts.identifier, servedHost),
      ),
    )
    .orderBy(instances.slot);
}
