import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { backupConfigs, backups, containers, hosts, instances } from "#drizzle/schema";
import { toBackupConfig } from "#lib/api/read-backup-config";
import { neverTime, timeOrNever } from "#lib/api/times";
import type { BackupSummaryDto, ContainerDto, InstanceDto } from "#lib/api/types";
import type { Database } from "#lib/db/client";

type Totals = ContainerDto["backups"];

/** Every container of the hub that is not deleted, or the one asked for, with its backups summed up. */
export async function readContainers(
  db: Database,
  hubId: string,
  containerId?: string,
): Promise<ContainerDto[]> {
  const rows = await db
    .select({
      container: containers,
      host: hosts,
      config: backupConfigs,
      instances: sql<number>`(select count(*)::int from ${instances} i where i.container_id = ${containers.id} and i.state <> 'gone')`,
    })
    .from(containers)
    .innerJoin(hosts, eq(hosts.id, containers.hostId))
    .leftJoin(backupConfigs, eq(backupConfigs.containerId, containers.id))
    .where(
      and(
        eq(containers.hubId, hubId),
        isNull(containers.deleted),
        containerId ? undefined : worthListing,
        containerId ? eq(containers.id, containerId) : undefined,
      ),
    )
    .orderBy(asc(containers.environment), asc(containers.identifier), asc(containers.id));
  const totals = await readTotals(db, hubId, containerId);
  return rows.map((row) => toContainer(row, totals.get(row.container.id) ?? noBackups));
}

// A container that is gone and left nothing behind is nobody's concern any more.
const worthListing = sql`(${containers.state} <> 'gone' or ${backupConfigs.containerId} is not null or exists (
  select 1 from ${backups} b where b.container_id = ${containers.id} and b.state <> 'deleted'))`;

const noBackups: Totals = { live: 0, size: 0, last: null, last_live: null, running: 0 };

async function readTotals(
  db: Database,
  hubId: string,
  containerId?: string,
): Promise<Map<string, Totals>> {
  const rows = await db.execute<{
    container_id: string;
    live: number;
    size: string;
    running: number;
    last_live: Date | string | null;
    last: {
      id: string;
      state: BackupSummaryDto["state"];
      created: string;
      error: string | null;
    } | null;
  }>(sql`
    select b.container_id,
      count(*) filter (where b.state = 'live')::int as live,
      coalesce(sum(b.size) filter (where b.state in ('live', 'deleting')), 0)::text as size,
      count(*) filter (where b.state in ('queued', 'saving'))::int as running,
      max(b.created) filter (where b.state = 'live') as last_live,
      (select json_build_object('id', l.id, 'state', l.state, 'created', l.created, 'error', l.error_message)
         from ${backups} l
        where l.container_id = b.container_id and l.state <> 'deleted'
        order by l.created desc nulls last, l.id desc nulls last limit 1) as last
    from ${backups} b
    where b.hub_id = ${hubId} and b.state <> 'deleted'
      ${containerId ? sql`and b.container_id = ${containerId}` : sql``}
    group by b.container_id`);
  return new Map(
    rows.map((row) => [
      row.container_id,
      {
        live: row.live,
        size: Number(row.size),
        running: row.running,
        last_live: row.last_live && new Date(row.last_live).toISOString(),
        last: row.last && { ...row.last, created: new Date(row.last.created).toISOString() },
      },
    ]),
  );
}

function toContainer(
  row: {
    container: typeof containers.$inferSelect;
    host: typeof hosts.$inferSelect;
    config: typeof backupConfigs.$inferSelect | null;
    instances: number;
  },
  totals: Totals,
): ContainerDto {
  const { container, host, config } = row;
  return {
    id: container.id,
    identifier: container.identifier,
    name: container.name,
    creator: { id: null, name: "Docker" },
    environment: { name: container.environment, kind: container.environmentKind },
    hub_id: container.hubId,
    host: { id: host.id, identifier: host.identifier },
    image: container.image,
    config: {
      command: container.command,
      integrations: { backups: config && toBackupConfig(config) },
    },
    instances: row.instances,
    volumes: container.mounts,
    ports: container.ports,
    stateful: container.statefulOverride ?? container.statefulDetected,
    stateful_override: container.statefulOverride,
    deprecate: false,
    lock: false,
    state: { current: container.state, desired: container.state },
    events: {
      created: container.created.toISOString(),
      updated: container.updated.toISOString(),
      deleted: timeOrNever(container.deleted),
      started: timeOrNever(container.started),
    },
    backups: totals,
  };
}

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
      started: row.started?.toISOString() ?? neverTime,
      updated: row.updated.toISOString(),
    },
  }));
}
