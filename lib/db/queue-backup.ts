import { jobs } from "#drizzle/activity";
import { backups } from "#drizzle/backups";
import type { Actor, BackupTrigger } from "#lib/backups/types";
import type { Transaction } from "#lib/db/client";
import type { Enqueue } from "#lib/db/enqueue";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";

export type BackupToQueue = {
  id: string;
  jobId: string;
  hubId: string;
  containerId: string;
  hostId: string;
  instance: { id: string; name: string };
  integrationId: string;
  trigger: BackupTrigger;
  command: string;
  timeoutSeconds: number;
  actor: Actor;
  /** What a run of a schedule stands for; with `notBefore` it waits. */
  scheduled?: { due: Date; attempt: number; notBefore?: Date };
};

/**
 * Queues one backup: its row, its job, its line in the audit trail and the worker's wake-up stand or
 * fall together. False when that try of that due time is there already.
 */
export async function queueBackup(
  tx: Transaction,
  enqueue: Enqueue,
  backup: BackupToQueue,
): Promise<boolean> {
  const { hubId, containerId, hostId, instance, actor, scheduled } = backup;
  const now = new Date();
  const rows = await tx
    .insert(backups)
    .values({
      id: backup.id,
      hubId,
      containerId,
      instanceId: instance.id,
      instanceName: instance.name,
      integrationId: backup.integrationId,
      hostId,
      state: "queued",
      stateChanged: now,
      trigger: backup.trigger,
      due: scheduled?.due,
      attempt: scheduled?.attempt,
      notBefore: scheduled?.notBefore,
      command: backup.command,
      timeoutSeconds: backup.timeoutSeconds,
      creatorId: actor.id,
      created: now,
      updated: now,
    })
    .onConflictDoNothing()
    .returning({ id: backups.id });
  if (rows.length === 0) return false;
  await tx.insert(jobs).values({
    id: backup.jobId,
    hubId,
    queue: "backups",
    action: "backup",
    caption: `Back up ${instance.name}`,
    state: "queued",
    creatorId: actor.id,
    backupId: backup.id,
  });
  await recordActivity(tx, {
    hubId,
    actor,
    event: "container.backup.create",
    containerId,
    backupId: backup.id,
    subject: instance.name,
    ...(scheduled && { details: { trigger: backup.trigger, attempt: scheduled.attempt } }),
  });
  const startAfter = scheduled?.notBefore;
  await enqueue(tx, {
    id: backup.jobId,
    hostId,
    action: "backup",
    ...(startAfter && { startAfter }),
  });
  await announce(tx, hubId, {
    type: "backup",
    id: backup.id,
    container_id: containerId,
    state: "queued",
  });
  return true;
}
