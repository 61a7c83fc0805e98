import { and, eq, sql } from "drizzle-orm";
import { jobs } from "#drizzle/activity";
import { backupConfigs, backups, restores } from "#drizzle/backups";
import { containers, instances } from "#drizzle/containers";
import { hubs } from "#drizzle/hubs";
import type { ClaimedRun } from "#lib/backups/types";
import type { Database, Transaction } from "#lib/db/client";
import { isServed } from "#lib/db/host-lock";
import { readHubSettings } from "#lib/db/hub-settings-record";
import { announce } from "#lib/db/live-channel";

/**
 * Claims the host's next queued run whose instance is free: one at a time per instance, a restore
 * excluding everything else (promise 9). The instance's row is locked, so that two claims of one
 * instance wait for each other; the unique indexes on running rows are the second guard. The hub's
 * claims follow one another, so that all workers together keep to its limits.
 *
 * @param running how many runs this host's worker has under way
 */
export function claimNextRun(
  db: Database,
  hostId: string,
  running: number,
): Promise<ClaimedRun | null> {
  return db.transaction(async (tx) => {
    const next = await findNext(tx, hostId);
    if (!next) return null;
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`claim ${next.hub_id}`}, 0))`,
    );
    if (!(await hasRoom(tx, next.hub_id, hostId, running))) return null;
    await tx
      .select({ id: instances.id })
      .from(instances)
      .where(eq(instances.id, next.instance_id))
      .for("update");
    if (await isBusy(tx, next.instance_id)) return null;
    return next.kind === "backup" ? claimBackup(tx, next.id) : claimRestore(tx, next.id);
  });
}

/**
 * Whoever waits longest goes first, a scheduled run from its due time on. What a person asked for
 * counts as asked six hours earlier: nobody has to wait behind a night's schedule, and no schedule
 * starves.
 */
async function findNext(tx: Transaction, hostId: string) {
  const [next] = await tx.execute<{
    kind: "backup" | "restore";
    id: string;
    instance_id: string;
    hub_id: string;
  }>(sql`
    select q.kind, q.id, q.instance_id, q.hub_id
    from (
      select 'backup' as kind, id, instance_id, hub_id,
          coalesce(due, created - interval '6 hours') as waits_since from ${backups}
        where host_id = ${hostId} and state = 'queued'
          and (not_before is null or not_before <= ${new Date().toISOString()})
      union all
      select 'restore', id, instance_id, hub_id, created - interval '6 hours' from ${restores}
        where host_id = ${hostId} and state = 'queued'
    ) q
    where not exists (select 1 from ${backups} b where b.instance_id = q.instance_id and b.state = 'saving')
      and not exists (select 1 from ${restores} r where r.instance_id = q.instance_id and r.state = 'running')
    order by q.waits_since, q.id
    limit 1`);
  return next;
}

async function hasRoom(
  tx: Transaction,
  hubId: string,
  hostId: string,
  running: number,
): Promise<boolean> {
  const { runs_per_host, runs_in_all } = await readHubSettings(tx, hubId);
  if (running >= runs_per_host) return false;
  // What a dead worker left behind there waits for its return, and holds nobody up here.
  const [elsewhere] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select host_id from ${backups} where hub_id = ${hubId} and state = 'saving'
      union all
      select host_id from ${restores} where hub_id = ${hubId} and state = 'running'
    ) run where run.host_id <> ${hostId} and ${isServed(sql`run.host_id`)}`);
  return running + (elsewhere?.count ?? 0) < runs_in_all;
}

async function isBusy(tx: Transaction, instanceId: string): Promise<boolean> {
  const [row] = await tx.execute<{ busy: boolean }>(sql`
    select exists (select 1 from ${backups} where instance_id = ${instanceId} and state = 'saving')
        or exists (select 1 from ${restores} where instance_id = ${instanceId} and state = 'running') as busy`);
  return row?.busy ?? true;
}

async function claimBackup(tx: Transaction, id: string): Promise<ClaimedRun | null> {
  const now = new Date();
  const [row] = await tx
    .update(backups)
    .set({ state: "saving", stateChanged: now, updated: now, started: now })
    .where(and(eq(backups.id, id), eq(backups.state, "queued")))
    .returning();
  if (!row) return null;
  await tx
    .update(jobs)
    .set({ state: "running", started: now, updated: now })
    .where(and(eq(jobs.backupId, id), eq(jobs.action, "backup")));
  await announce(tx, row.hubId, {
    type: "backup",
    id,
    container_id: row.containerId,
    state: "saving",
  });
  const around = await surroundings(tx, row);
  return (
    around && {
      ...around,
      kind: "backup",
      id,
      integrationId: row.integrationId,
      command: row.command,
      timeoutSeconds: row.timeoutSeconds,
      trigger: row.trigger,
      created: row.created,
    }
  );
}

async function claimRestore(tx: Transaction, id: string): Promise<ClaimedRun | null> {
  const now = new Date();
  const [row] = await tx
    .update(restores)
    .set({ state: "running", stateChanged: now, updated: now, started: now })
    .where(and(eq(restores.id, id), eq(restores.state, "queued")))
    .returning();
  if (!row) return null;
  await tx
    .update(jobs)
    .set({ state: "running", started: now, updated: now })
    .where(and(eq(jobs.restoreId, id), eq(jobs.action, "restore")));
  const [backup] = await tx.select().from(backups).where(eq(backups.id, row.backupId));
  const around = await surroundings(tx, row);
  if (!backup || !around) return null;
  await announce(tx, row.hubId, {
    type: "restore",
    id,
    backup_id: row.backupId,
    container_id: row.containerId,
    state: "running",
  });
  return {
    ...around,
    kind: "restore",
    id,
    backupId: row.backupId,
    integrationId: backup.integrationId,
    command: row.command,
    timeoutSeconds: row.timeoutSeconds,
    object: {
      key: backup.path ?? "",
      versionId: backup.versionId,
      size: backup.size ?? 0,
      originalSize: backup.originalSize ?? 0,
      compression: backup.compression ?? "none",
      sha256: backup.sha256 ?? "",
      parts: backup.parts ?? [],
    },
  };
}

async function surroundings(
  tx: Transaction,
  row: { hubId: string; containerId: string; instanceId: string },
) {
  const [found] = await tx
    .select({ hub: hubs, container: containers, instance: instances, config: backupConfigs })
    .from(instances)
    .innerJoin(containers, eq(containers.id, instances.containerId))
    .innerJoin(hubs, eq(hubs.id, containers.hubId))
    .leftJoin(backupConfigs, eq(backupConfigs.containerId, containers.id))
    .where(eq(instances.id, row.instanceId));
  if (!found) return null;
  const { hub, container, instance, config } = found;
  return {
    hubId: hub.id,
    hubName: hub.name,
    container: {
      id: container.id,
      key: container.key,
      identifier: container.identifier,
      environment: container.environment,
      image: container.image,
    },
    instance: {
      id: instance.id,
      slot: instance.slot,
      name: instance.name,
      dockerId: instance.dockerId,
      imageId: instance.imageId,
    },
    restoreCommand: config?.restoreCommand ?? null,
  };
}
