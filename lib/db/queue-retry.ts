import { and, eq, gt, isNotNull, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import { parseDuration } from "#lib/backups/duration";
import { type FailedTry, nextTry } from "#lib/backups/next-try";
import type { Transaction } from "#lib/db/client";
import type { Enqueue } from "#lib/db/enqueue";
import { readHubSettings } from "#lib/db/hub-settings-record";
import { queueBackup } from "#lib/db/queue-backup";

/** What of a failed backup's row says whether and how it is tried again. */
export type FailedRow = FailedTry & {
  hubId: string;
  containerId: string;
  hostId: string;
  instanceId: string;
  instanceName: string;
};

/**
 * Queues the next try of a failed scheduled backup, if it gets one, in the transaction that records
 * the failure. It runs the command as it is set by then: the failed row's own is redacted.
 */
export async function queueRetry(
  tx: Transaction,
  enqueue: Enqueue,
  failed: FailedRow,
): Promise<void> {
  if (!failed.due) return;
  const [config] = await tx
    .select()
    .from(backupConfigs)
    .where(
      and(eq(backupConfigs.containerId, failed.containerId), isNotNull(backupConfigs.cronString)),
    );
  if (!config || (await isLeaving(tx, failed.containerId))) return;
  const next = nextTry(failed, {
    retries: (await readHubSettings(tx, failed.hubId)).retries,
    newerRun: await hasNewerRun(tx, failed.instanceId, failed.due),
    now: new Date(),
    random: Math.random(),
  });
  if (!next) return;
  await queueBackup(tx, enqueue, {
    id: uuidv7(),
    jobId: uuidv7(),
    hubId: failed.hubId,
    containerId: failed.containerId,
    hostId: failed.hostId,
    instance: { id: failed.instanceId, name: failed.instanceName },
    integrationId: config.integrationId,
    trigger: "retry",
    command: config.backupCommand,
    timeoutSeconds: parseDuration(config.backupTimeout),
    actor: { id: null, name: "Holdfast" },
    scheduled: { due: failed.due, ...next },
  });
}

/** Not locked: a deletion that begins just now finds the retry and cancels it. */
async function isLeaving(tx: Transaction, containerId: string): Promise<boolean> {
  const leaving = and(eq(containers.id, containerId), isNotNull(containers.deleteRequested));
  return (await tx.$count(containers, leaving)) > 0;
}

/** Whether a later due time was more than written down as skipped. */
async function hasNewerRun(tx: Transaction, instanceId: string, due: Date): Promise<boolean> {
  const newer = and(
    eq(backups.instanceId, instanceId),
    gt(backups.due, due),
    sql`${backups.errorCode} is distinct from 'schedule-overlap'`,
    sql`${backups.errorCode} is distinct from 'schedule-missed'`,
  );
  return (await tx.$count(backups, newer)) > 0;
}
