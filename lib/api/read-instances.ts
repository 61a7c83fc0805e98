import { and, asc, eq, sql } from "drizzle-orm";
import { instances } from "#drizzle/containers";
import type { InstanceDto } from "#lib/api/container-dto";
import { timeOrNever } from "#lib/api/times";
import type { Database } from "#lib/db/client";

/** A container's instances by their place, those that are gone last. */
export async function readInstances(
  db: Database,
  where: { hubId: string; containerId: string },
): Promise<InstanceDto[]> {
  const rows = await db
    .select()
    .from(instances)
    .where(and(eq(instances.hubId, where.hubId), eq(instances.containerId, where.containerId)))
    .orderBy(
      sql`${instances.state} = 'gone'`,
      asc(sql`length(${instances.slot})`),
      asc(instances.slot),
    );
  return rows.map((row) => ({
    id: row.id,
    hub_id: row.hubId,
    container_id: row.containerId,
    name: row.name,
    docker_id: row.dockerId,
    image: row.image,
    state: { current: row.state, health: row.health, exit_code: row.exitCode },
    events: {
      created: row.created.toISOString(),
      started: timeOrNever(row.started),
      updated: row.updated.toISOString(),
    },
  }));
}
