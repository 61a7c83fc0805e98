import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { jobs } from "#drizzle/activity";
import { backupConfigs, backups, restores } from "#drizzle/backups";
import { containers, instances } from "#drizzle/containers";
import { integrations } from "#drizzle/integrations";
import type { ContainerForRequest, NewRestore, RequestRecord } from "#lib/backups/request-ports";
import { cancelRun } from "#lib/db/cancel-run";
import type { Database, Transaction } from "#lib/db/client";
import type { Enqueue } from "#lib/db/enqueue";
import { holdContainer } from "#lib/db/hold-container";
import { announce } from "#lib/db/live-channel";
import { queueBackup } from "#lib/db/queue-backup";
import { recordActivity } from "#lib/db/record-activity";
import { sendToDeletion } from "#lib/db/send-to-deletion";

/** The record as requests see it, on PostgreSQL; `enqueue` joins each row's own transaction. */
export function createRequestRecord(db: Database, enqueue: Enqueue): RequestRecord {
  return {
    async container(hubId, containerId) {
      const [row] = await db
        .select({ container: containers, config: backupConfigs, integration: integrations })
        .from(containers)
        .leftJoin(backupConfigs, eq(backupConfigs.containerId, containers.id))
        .leftJoin(integrations, eq(integrations.id, backupConfigs.integrationId))
        .where(
          and(
            eq(containers.hubId, hubId),
            eq(containers.id, containerId),
            isNull(containers.deleted),
          ),
        );
      if (!row) return null;
      const { container, config, integration } = row;
      const places = await db
        .select()
        .from(instances)
        .where(eq(instances.containerId, containerId))
        .orderBy(instances.slot);
      return {
        ...container,
        stateful: container.statefulOverride ?? container.statefulDetected,
        deleting: container.deleteRequested !== null,
        instances: places,
        config: config &&
          integration && {
            ...config,
            integrationName: integration.name,
            integrationState: integration.state,
          },
      };
    },

    async backup(hubId, containerId, backupId) {
      const active = db.$count(
        restores,
        and(eq(restores.backupId, backupId), inArray(restores.state, ["queued", "running"])),
      );
      const [row] = await db
        .select({
          id: backups.id,
          instanceId: backups.instanceId,
          state: backups.state,
          errorMessage: backups.errorMessage,
          path: backups.path,
          activeRestores: active,
        })
        .from(backups)
        .where(
          and(
            eq(backups.hubId, hubId),
            eq(backups.containerId, containerId),
            eq(backups.id, backupId),
            sql`${backups.state} <> 'deleted'`,
          ),
        );
      return row ?? null;
    },

    async restore(hubId, backupId, restoreId) {
      const [row] = await db
        .select({ id: restores.id, state: restores.state })
        .from(restores)
        .where(
          and(
            eq(restores.hubId, hubId),
            eq(restores.backupId, backupId),
            eq(restores.id, restoreId),
          ),
        );
      return row ?? null;
    },

    queueBackups: (queued) =>
      db.transaction(async (tx) => {
        const [first] = queued;
        if (!first || !(await holdContainer(tx, first.container.id))) return false;
        for (const { container, ...backup } of queued)
          await queueBackup(tx, enqueue, { ...backup, ...placeOf(container) });
        return true;
      }),

    queueRestore: (restore) => db.transaction((tx) => queueRestore(tx, enqueue, restore)),

    requestCancel: (run, actor) => db.transaction((tx) => cancelRun(tx, run, actor)),

    requestDelete: (backup, actor) =>
      db.transaction(async (tx) => {
        // A restore locks the row too, so neither can begin behind the other's back.
        await tx
          .select({ id: backups.id })
          .from(backups)
          .where(eq(backups.id, backup.id))
          .for("update");
        const [row] = await sendToDeletion(tx, eq(backups.id, backup.id));
        if (!row) return false;
        const subject = { hubId: backup.hubId, containerId: row.containerId, backupId: backup.id };
        await tx.insert(jobs).values({
          id: backup.jobId,
          hubId: backup.hubId,
          queue: "backups",
          action: "delete",
          caption: "Delete backup",
          state: "queued",
          creatorId: actor.id,
          backupId: backup.id,
        });
        await recordActivity(tx, { ...subject, actor, event: "container.backup.task.delete" });
        await enqueue(tx, { id: backup.jobId, hostId: backup.hostId, action: "delete" });
        return true;
      }),
  };
}

function placeOf({ id, hubId, hostId }: ContainerForRequest) {
  return { containerId: id, hubId, hostId };
}

async function queueRestore(
  tx: Transaction,
  enqueue: Enqueue,
  restore: NewRestore,
): Promise<boolean> {
  const { container, instance, actor } = restore;
  if (!(await holdContainer(tx, container.id))) return false;
  const [backup] = await tx
    .select({ state: backups.state })
    .from(backups)
    .where(eq(backups.id, restore.backupId))
    .for("update");
  if (backup?.state !== "live") return false;
  await tx.insert(restores).values({
    id: restore.id,
    hubId: container.hubId,
    containerId: container.id,
    backupId: restore.backupId,
    instanceId: instance.id,
    instanceName: instance.name,
    hostId: container.hostId,
    state: "queued",
    command: restore.command,
    timeoutSeconds: restore.timeoutSeconds,
    creatorId: actor.id,
  });
  await tx.insert(jobs).values({
    id: restore.jobId,
    hubId: container.hubId,
    queue: "backups",
    action: "restore",
    caption: `Restore to ${instance.name}`,
    state: "queued",
    creatorId: actor.id,
    backupId: restore.backupId,
    restoreId: restore.id,
  });
  await recordActivity(tx, {
    hubId: container.hubId,
    actor,
    event: "container.backup.task.restore",
    containerId: container.id,
    backupId: restore.backupId,
    subject: instance.name,
  });
  await enqueue(tx, { id: restore.jobId, hostId: container.hostId, action: "restore" });
  await announce(tx, container.hubId, {
    type: "restore",
    id: restore.id,
    backup_id: restore.backupId,
    container_id: container.id,
    state: "queued",
  });
  return true;
}
