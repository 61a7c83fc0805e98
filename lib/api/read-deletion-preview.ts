import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import { containers, hosts, instances } from "#drizzle/containers";
import type { DeletionPreviewDto } from "#lib/api/container-dto";
import { namedVolumes } from "#lib/containers/named-volumes";
import type { Database } from "#lib/db/client";
import { Refusal } from "#lib/hubs/refusal";

/** What deleting a container would remove; throws Refusal (404.container). */
export async function readDeletionPreview(
  db: Database,
  where: { hubId: string; containerId: string },
): Promise<DeletionPreviewDto> {
  const [row] = await db
    .select({
      id: containers.id,
      hostId: containers.hostId,
      mounts: containers.mounts,
      reachable: sql<boolean>`${containers.engineId} is not distinct from ${hosts.engineId}`,
    })
    .from(containers)
    .innerJoin(hosts, eq(hosts.id, containers.hostId))
    .where(
      and(
        eq(containers.hubId, where.hubId),
        eq(containers.id, where.containerId),
        isNull(containers.deleted),
      ),
    );
  if (!row)
    throw new Refusal("not-found", "This container is not in the hub.", { subject: "container" });
  const names = namedVolumes(row.mounts);
  const [places, sums, users] = await Promise.all([
    db
      .select({ name: instances.name })
      .from(instances)
      .where(and(eq(instances.containerId, row.id), ne(instances.state, "gone")))
      .orderBy(sql`length(${instances.slot})`, instances.slot),
    readSums(db, where),
    readUsers(db, row, names),
  ]);
  return {
    docker_containers: places.map(({ name }) => name),
    backups: sums,
    volumes: names.map((name) => ({
      name,
      used_by: users.filter((user) => user.volume === name).map((user) => user.name),
    })),
    volumes_reachable: row.reachable,
  };
}

async function readSums(db: Database, where: { hubId: string; containerId: string }) {
  const [sums] = await db
    .select({
      count: sql<number>`count(*)::int`,
      live: sql<number>`count(*) filter (where ${backups.state} = 'live')::int`,
      pinned: sql<number>`count(*) filter (where ${backups.pinned})::int`,
      size: sql<string>`coalesce(sum(${backups.size}), 0)::text`,
    })
    .from(backups)
    .where(
      and(
        eq(backups.hubId, where.hubId),
        eq(backups.containerId, where.containerId),
        ne(backups.state, "deleted"),
      ),
    );
  const { count = 0, live = 0, pinned = 0, size = "0" } = sums ?? {};
  return { count, live, pinned, size: Number(size) };
}

/** Other containers of the host that are there and have one of these volumes. */
async function readUsers(
  db: Database,
  { id, hostId }: { id: string; hostId: string },
  names: string[],
): Promise<{ volume: string; name: string }[]> {
  if (names.length === 0) return [];
  return db.execute<{ volume: string; name: string }>(sql`
    select distinct m ->> 'source' as volume, c.name
    from ${containers} c, jsonb_array_elements(c.mounts) m
    where c.host_id = ${hostId} and c.id <> ${id} and c.deleted is null and c.state <> 'gone'
      and m ->> 'type' = 'volume' and m ->> 'source' = any(${sql.param(names)}::text[])
    order by 2`);
}
