import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { backupConfigs, backups, restores } from "#drizzle/backups";
import { containers, instances } from "#drizzle/containers";
import { hubs } from "#drizzle/hubs";
import { parseDuration } from "#lib/backups/duration";
import type {
  DueRow,
  GoingRun,
  ScheduledContainer,
  ScheduledInstance,
  ScheduleRecord,
} from "#lib/backups/schedule-ports";
import type { Database, Transaction } from "#lib/db/client";
import type { Enqueue } from "#lib/db/enqueue";
import { announce } from "#lib/db/live-channel";
import { queueBackup } from "#lib/db/queue-backup";
import { queueRetry } from "#lib/db/queue-retry";
import { hubSettings } from "#lib/hubs/hub-settings";

type Place = {
  config: typeof backupConfigs.$inferSelect;
  container: typeof containers.$inferSelect;
  settings: (typeof hubs.$inferSelect)["settings"];
};

/** The record of schedules on PostgreSQL; `enqueue` joins each container's own transaction. */
export function createScheduleRecord(db: Database, enqueue: Enqueue): ScheduleRecord {
  return {
    async scheduled(hostId) {
      const rows = await db
        .select({
          containerId: backupConfigs.containerId,
          cronString: backupConfigs.cronString,
          timeZone: backupConfigs.timeZone,
          seen: backupConfigs.scheduleSeen,
        })
        .from(backupConfigs)
        .innerJoin(containers, eq(containers.id, backupConfigs.containerId))
        .where(
          and(
            eq(containers.hostId, hostId),
            isNull(containers.deleted),
            isNotNull(backupConfigs.cronString),
          ),
        );
      return rows.flatMap(({ cronString, ...row }) => (cronString ? [{ ...row, cronString }] : []));
    },

    settle: (containerId, now, decide) =>
      db.transaction(async (tx) => {
        const place = await lockPlace(tx, containerId);
        if (!place?.config.cronString) return;
        const seen = place.config.scheduleSeen ?? now;
        const state = await readState(tx, place, seen);
        for (const row of decide(state)) await writeRow(tx, enqueue, place, row, now);
        await tx
          .update(backupConfigs)
          // Never back: another machine's clock may be ahead of ours.
          .set({ scheduleSeen: new Date(Math.max(seen.getTime(), now.getTime())) })
          .where(eq(backupConfigs.containerId, containerId));
      }),

    async announce(containerIds) {
      if (containerIds.length === 0) return;
      const rows = await db
        .select({ id: containers.id, hubId: containers.hubId })
        .from(containers)
        .where(inArray(containers.id, containerIds));
      for (const { id, hubId } of rows) await announce(db, hubId, { type: "container", id });
    },
  };
}

async function lockPlace(tx: Transaction, containerId: string): Promise<Place | undefined> {
  const [config] = await tx
    .select()
    .from(backupConfigs)
    .where(eq(backupConfigs.containerId, containerId))
    .for("update");
  if (!config) return undefined;
  const [around] = await tx
    .select({ container: containers, settings: hubs.settings })
    .from(containers)
    .innerJoin(hubs, eq(hubs.id, containers.hubId))
    .where(eq(containers.id, containerId))
    // It cannot begin to be deleted before what is written here is there to be cancelled.
    .for("share", { of: containers });
  return around && { config, ...around };
}

async function readState(tx: Transaction, place: Place, seen: Date): Promise<ScheduledContainer> {
  const { config, container } = place;
  const gone = container.state === "gone";
  const stateful = container.statefulOverride ?? container.statefulDetected;
  const deleting = container.deleted !== null || container.deleteRequested !== null;
  return {
    cronString: config.cronString ?? "",
    timeZone: config.timeZone,
    seen,
    catchUpSeconds: hubSettings(place.settings).catch_up_seconds,
    chosenInstanceId: config.scheduledInstanceId,
    gone,
    wanted: stateful && !deleting && !(gone && container.keepBackups),
    instances: await readInstances(tx, container.id),
  };
}

async function readInstances(tx: Transaction, containerId: string): Promise<ScheduledInstance[]> {
  const rows = await tx
    .select({ id: instances.id, name: instances.name, state: instances.state })
    .from(instances)
    .where(eq(instances.containerId, containerId))
    .orderBy(asc(sql`length(${instances.slot})`), asc(instances.slot));
  const going = await tx.execute<{
    instance_id: string;
    kind: GoingRun["kind"];
    id: string;
    state: GoingRun["state"];
    created: string;
  }>(sql`
    select * from (
      select instance_id, 'backup' as kind, id, state, created from ${backups}
        where container_id = ${containerId} and state in ('queued', 'saving')
      union all
      select instance_id, 'restore', id, state, created from ${restores}
        where container_id = ${containerId} and state in ('queued', 'running')
    ) run order by run.state = 'queued', run.created`);
  return rows.map((row) => {
    const run = going.find(({ instance_id }) => instance_id === row.id);
    return { ...row, going: run ? { ...run, created: new Date(run.created) } : null };
  });
}

async function writeRow(
  tx: Transaction,
  enqueue: Enqueue,
  { config, container }: Place,
  { instance, due, outcome }: DueRow,
  now: Date,
): Promise<void> {
  const { hubId, hostId } = container;
  const common = {
    id: uuidv7(),
    hubId,
    hostId,
    containerId: container.id,
    integrationId: config.integrationId,
    trigger: "schedule",
    command: config.backupCommand,
    timeoutSeconds: parseDuration(config.backupTimeout),
  } as const;
  if (outcome.state === "queued") {
    const actor = { id: null, name: "Holdfast" };
    const scheduled = { due, attempt: 1 };
    await queueBackup(tx, enqueue, { ...common, jobId: uuidv7(), instance, actor, scheduled });
    return;
  }
  const [row] = await tx
    .insert(backups)
    .values({
      ...common,
      instanceId: instance.id,
      instanceName: instance.name,
      state: outcome.state,
      stateChanged: now,
      errorCode: outcome.code,
      errorMessage: outcome.message,
      due,
      created: now,
      updated: now,
      finished: now,
    })
    .onConflictDoNothing()
    .returning();
  if (!row) return;
  if (outcome.retry) await queueRetry(tx, enqueue, row);
  await announce(tx, hubId, {
    type: "backup",
    id: row.id,
    container_id: container.id,
    state: outcome.state,
  });
}
