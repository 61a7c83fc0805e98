import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers, hosts, instances } from "#drizzle/containers";
import type { ContainerDto, ContainerSummaryDto, HealthDto } from "#lib/api/container-dto";
import type { ContainersPage } from "#lib/api/params";
import { toBackupConfig } from "#lib/api/read-backup-config";
import { noBackups, readBackupTotals, readTotalsInBrief } from "#lib/api/read-backup-totals";
import { noHealth, readHealth } from "#lib/api/read-health";
import { type Leaving, readAllLeaving, readLeaving, staying } from "#lib/api/read-leaving";
import { timeOrNever } from "#lib/api/times";
import type { Database } from "#lib/db/client";

// A container that is gone and left nothing behind is nobody's concern any more.
const worthListing = sql`(${containers.state} <> 'gone' or exists (
  select 1 from ${backupConfigs} k where k.container_id = ${containers.id}) or exists (
  select 1 from ${backups} b where b.container_id = ${containers.id} and b.state <> 'deleted'))`;

const instanceCount = sql<number>`(select count(*)::int from ${instances} i where i.container_id = ${containers}.id and i.state <> 'gone')`;

/** Those that the list of a hub's containers shows. */
export const listed = (hubId: string) =>
  and(eq(containers.hubId, hubId), isNull(containers.deleted), worthListing);

function ordered({ by, descending }: ContainersPage["sort"]): SQL[] {
  const way = descending ? desc : asc;
  const rest = by === "identifier" ? [] : [way(containers.identifier)];
  return [way(containers[by]), ...rest, way(containers.id)];
}

/** One page of the hub's containers that are not deleted, with their backups summed up. */
export async function readContainers(
  db: Database,
  hubId: string,
  page: Omit<ContainersPage, "view">,
): Promise<{ data: ContainerDto[]; total: number }> {
  const [rows, total] = await Promise.all([
    select(db)
      .where(listed(hubId))
      .orderBy(...ordered(page.sort))
      .limit(page.limit)
      .offset(page.offset),
    db.$count(containers, listed(hubId)),
  ]);
  return { data: await toContainers(db, hubId, rows), total };
}

/** One container of the hub, listed or not; null when it is deleted or was never there. */
export async function readContainer(
  db: Database,
  hubId: string,
  containerId: string,
): Promise<ContainerDto | null> {
  const [row] = await select(db).where(
    and(eq(containers.hubId, hubId), isNull(containers.deleted), eq(containers.id, containerId)),
  );
  if (!row) return null;
  const [container] = await toContainers(db, hubId, [row]);
  return container ?? null;
}

/** Every container of the hub that is not deleted, in few words each. */
export async function readContainerSummaries(
  db: Database,
  hubId: string,
  sort: ContainersPage["sort"],
): Promise<ContainerSummaryDto[]> {
  const [rows, totals, healths, leaving] = await Promise.all([
    db
      .select({
        id: containers.id,
        identifier: containers.identifier,
        name: containers.name,
        environment: containers.environment,
        environmentKind: containers.environmentKind,
        image: containers.image,
        state: containers.state,
        stateful: sql<boolean>`coalesce(${containers.statefulOverride}, ${containers.statefulDetected})`,
        instances: instanceCount,
      })
      .from(containers)
      .where(listed(hubId))
      .orderBy(...ordered(sort)),
    readTotalsInBrief(db, hubId),
    readHealth(db, hubId),
    readAllLeaving(db, hubId),
  ]);
  return rows.map(({ environmentKind, state, ...row }) => {
    const { health, next_run } = healths.get(row.id) ?? noHealth;
    return {
      ...row,
      environment: { name: row.environment, kind: environmentKind },
      ...(leaving.get(row.id) ?? staying(state)),
      backups: totals.get(row.id) ?? noBackups,
      health: health && { ...health, reason: inALine(health) },
      next_run,
    };
  });
}

const lineAtMost = 140;

/** Thousands may fail for one reason: a line of it is enough in a list of all. */
function inALine({ current, reason }: HealthDto): string | null {
  if (current !== "failing" || reason === null) return null;
  return reason.length > lineAtMost ? `${reason.slice(0, lineAtMost - 1)}…` : reason;
}

const select = (db: Database) =>
  db
    .select({ container: containers, host: hosts, config: backupConfigs, instances: instanceCount })
    .from(containers)
    .innerJoin(hosts, eq(hosts.id, containers.hostId))
    .leftJoin(backupConfigs, eq(backupConfigs.containerId, containers.id));

type Row = Awaited<ReturnType<typeof select>>[number];

async function toContainers(db: Database, hubId: string, rows: Row[]): Promise<ContainerDto[]> {
  const ids = rows.map(({ container }) => container.id);
  const [totals, healths, leaving] = await Promise.all([
    readBackupTotals(db, hubId, ids),
    readHealth(db, hubId, ids),
    readLeaving(db, hubId),
  ]);
  return rows.map((row) => ({
    ...toContainer(row, leaving(row.container), totals.get(row.container.id)),
    ...(healths.get(row.container.id) ?? noHealth),
  }));
}

function toContainer(
  { container, host, config, instances: count }: Row,
  leaving: Leaving,
  totals: ContainerDto["backups"] = noBackups,
): Omit<ContainerDto, keyof typeof noHealth> {
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
    instances: count,
    volumes: container.mounts,
    ports: container.ports,
    stateful: container.statefulOverride ?? container.statefulDetected,
    stateful_override: container.statefulOverride,
    keep_backups: container.keepBackups,
    deprecate: false,
    lock: false,
    ...leaving,
    state: { ...leaving.state, desired: leaving.deletion ? "deleted" : container.state },
    events: {
      created: container.created.toISOString(),
      updated: container.updated.toISOString(),
      deleted: timeOrNever(container.deleted),
      started: timeOrNever(container.started),
    },
    backups: totals,
  };
}
