import { and, eq, isNull } from "drizzle-orm";
import { backupConfigs } from "#drizzle/backups";
import { containers, instances } from "#drizzle/containers";
import { integrations } from "#drizzle/integrations";
import type { BackupConfigInput } from "#lib/backups/backup-config-input";
import type { Actor } from "#lib/backups/types";
import type { Database, Transaction } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";
import { Refusal } from "#lib/hubs/refusal";

const defaultTimeout = "1h";

/**
 * Sets a container's backup and restore commands, schedule and retention.
 *
 * @throws Refusal when container, integration or chosen instance are not there
 */
export async function setBackupConfig(
  db: Database,
  where: { hubId: string; containerId: string },
  input: BackupConfigInput,
  actor: Actor,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [container] = await tx
      .select({
        id: containers.id,
        identifier: containers.identifier,
        deleteRequested: containers.deleteRequested,
      })
      .from(containers)
      .where(
        and(
          eq(containers.hubId, where.hubId),
          eq(containers.id, where.containerId),
          isNull(containers.deleted),
        ),
      );
    if (!container)
      throw new Refusal("not-found", "This container is not in the hub.", { subject: "container" });
    if (container.deleteRequested)
      throw new Refusal("invalid-state", "This container is being deleted with all its backups.");
    const [integration] = await tx
      .select({ id: integrations.id })
      .from(integrations)
      .where(
        and(
          eq(integrations.hubId, where.hubId),
          eq(integrations.id, input.integration_id),
          isNull(integrations.deleted),
        ),
      )
      // An integration in use may not be deleted: hold it until this is written.
      .for("share");
    if (!integration) {
      const message = "This integration does not exist any more. Choose another.";
      throw new Refusal("invalid-argument", message, { fields: { integration_id: message } });
    }
    await requireInstance(tx, container.id, input.backup.instance_id);
    // The scheduler locks the row too: a due time is judged by the one schedule or the other.
    const [before] = await tx
      .select({ cronString: backupConfigs.cronString, timeZone: backupConfigs.timeZone })
      .from(backupConfigs)
      .where(eq(backupConfigs.containerId, container.id))
      .for("update");
    const now = new Date();
    const values = {
      hubId: where.hubId,
      integrationId: input.integration_id,
      backupCommand: input.backup.command,
      backupTimeout: input.backup.timeout,
      restoreCommand: input.restore?.command ?? null,
      restoreTimeout: input.restore?.timeout ?? defaultTimeout,
      ...scheduleOf(input, before, now),
      ...(input.retention && { retention: input.retention }),
      updated: now,
    };
    await tx
      .insert(backupConfigs)
      .values({ ...values, containerId: container.id })
      .onConflictDoUpdate({ target: backupConfigs.containerId, set: values });
    await recordActivity(tx, {
      hubId: where.hubId,
      actor,
      event: "container.config.update",
      containerId: container.id,
      subject: container.identifier,
    });
    await announce(tx, where.hubId, { type: "container", id: container.id });
  });
}

type ScheduleColumns = { cronString: string | null; timeZone: string };

/** What is sent of the schedule. One that changed is due from now on, never for times gone by. */
function scheduleOf({ backup }: BackupConfigInput, before: ScheduleColumns | undefined, now: Date) {
  const { cron_string, time_zone, instance_id } = backup;
  const after = {
    cronString: cron_string === undefined ? (before?.cronString ?? null) : cron_string,
    timeZone: time_zone ?? before?.timeZone ?? "UTC",
  };
  const same = before?.cronString === after.cronString && before.timeZone === after.timeZone;
  return {
    ...after,
    ...(same ? {} : { scheduleSeen: now }),
    ...(instance_id !== undefined && { scheduledInstanceId: instance_id }),
  };
}

async function requireInstance(
  tx: Transaction,
  containerId: string,
  instanceId: string | null | undefined,
): Promise<void> {
  if (!instanceId) return;
  const own = and(eq(instances.id, instanceId), eq(instances.containerId, containerId));
  if ((await tx.$count(instances, own)) > 0) return;
  const message = "This container has no such instance.";
  throw new Refusal("invalid-argument", message, { fields: { "backup.instance_id": message } });
}

/** Sets a user's word on whether the container is stateful; null goes back to the detection. False when it is not there. */
export async function setStateful(
  db: Database,
  where: { hubId: string; containerId: string },
  override: boolean | null,
  actor: Actor,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const here = and(
      eq(containers.hubId, where.hubId),
      eq(containers.id, where.containerId),
      isNull(containers.deleted),
    );
    const [row] = await tx.select().from(containers).where(here).for("update");
    if (!row) return false;
    await tx
      .update(containers)
      .set({ statefulOverride: override, updated: new Date() })
      .where(here);
    // What came due while it was not to be backed up was not missed.
    if (!(row.statefulOverride ?? row.statefulDetected)) {
      await tx
        .update(backupConfigs)
        .set({ scheduleSeen: new Date() })
        .where(eq(backupConfigs.containerId, where.containerId));
    }
    await recordActivity(tx, {
      hubId: where.hubId,
      actor,
      event: "container.update",
      containerId: where.containerId,
      subject: row.identifier,
      details: { stateful_override: override },
    });
    await announce(tx, where.hubId, { type: "container", id: where.containerId });
    return true;
  });
}
