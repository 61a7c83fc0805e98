import { and, eq, inArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { backupConfigs, backups } from "#drizzle/backups";
import { integrations, unknownObjects } from "#drizzle/integrations";
import type { ImportedBackup } from "#lib/backups/catalogue/ports";
import type { ClaimedSweep } from "#lib/backups/catalogue/types";
import { judgeBackups } from "#lib/backups/retention";
import type { Database, Transaction } from "#lib/db/client";
import { containerFor, instanceFor } from "#lib/db/imported-container";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";
import { integrationsOfBucket } from "#lib/db/same-bucket";
import { Refusal } from "#lib/hubs/refusal";

/**
 * Makes live backups of unknown objects of one container, with the container's entry and config where
 * there are none, all in one transaction. Ids stay what the manifests say where they are free. Throws
 * Refusal when the container is being deleted.
 */
export function importBackups(
  db: Database,
  sweep: ClaimedSweep,
  objects: ImportedBackup[],
): Promise<{ imported: number; containerMade: boolean }> {
  return db.transaction(async (tx) => {
    const [newest] = objects;
    if (!newest) return { imported: 0, containerMade: false };
    await requireIntegration(tx, sweep.integrationId);
    const container = await containerFor(tx, sweep, newest.manifest);
    const config = await configFor(tx, sweep, container.id, newest);
    const sameBucket = await integrationsOfBucket(tx, sweep);
    const imported: string[] = [];
    for (const object of objects) {
      const id = await insertBackup(tx, sweep, sameBucket, container.id, object);
      if (id) imported.push(id);
    }
    await pinWhatWouldGo(tx, container.id, config, imported);
    const done = objects.map(({ id }) => id);
    await tx.delete(unknownObjects).where(inArray(unknownObjects.id, done));
    if (imported.length > 0) {
      await recordActivity(tx, {
        hubId: sweep.hubId,
        actor: { id: null, name: "Holdfast" },
        event: "container.backup.import",
        containerId: container.id,
        subject: container.identifier,
        details: { count: imported.length, container_made: container.made },
      });
    }
    await announce(tx, sweep.hubId, { type: "container", id: container.id });
    for (const id of imported) {
      const about = { id, container_id: container.id };
      await announce(tx, sweep.hubId, { type: "backup", ...about, state: "live" });
    }
    return { imported: imported.length, containerMade: container.made };
  });
}

/** An integration with backups may not be deleted: it is held until they are written. */
async function requireIntegration(tx: Transaction, id: string): Promise<void> {
  const [row] = await tx
    .select({ deleted: integrations.deleted })
    .from(integrations)
    .where(eq(integrations.id, id))
    .for("share");
  if (row && !row.deleted) return;
  throw new Refusal("invalid-state", "The integration was deleted meanwhile.");
}

/**
 * The container's config, held until the end as retention holds it; made from the manifest where there
 * is none: without a schedule and with nothing removed, until a person has looked at it.
 */
async function configFor(
  tx: Transaction,
  { hubId, integrationId }: ClaimedSweep,
  containerId: string,
  { manifest }: ImportedBackup,
): Promise<typeof backupConfigs.$inferSelect | null> {
  await tx
    .insert(backupConfigs)
    .values({
      containerId,
      hubId,
      integrationId,
      backupCommand: manifest.backup.command,
      backupTimeout: "1h",
      restoreCommand: manifest.backup.restore_command,
      restoreTimeout: "1h",
      cronString: null,
      retention: {},
    })
    .onConflictDoNothing();
  const [config] = await tx
    .select()
    .from(backupConfigs)
    .where(eq(backupConfigs.containerId, containerId))
    .for("update");
  return config ?? null;
}

/** The new row's id; null when a backup of the catalogue has the object by now. */
async function insertBackup(
  tx: Transaction,
  { hubId, hostId, integrationId }: ClaimedSweep,
  integrationIds: string[],
  containerId: string,
  { manifest, path, versionId, manifestRef }: ImportedBackup,
): Promise<string | null> {
  const taken = and(
    inArray(backups.integrationId, integrationIds),
    sql`${backups.path} collate "C" = ${path}`,
    sql`${backups.state} <> 'deleted'`,
  );
  if ((await tx.$count(backups, taken)) > 0) return null;
  const { backup, object, instance } = manifest;
  const now = new Date();
  const values = {
    hubId,
    containerId,
    instanceId: await instanceFor(tx, hubId, containerId, manifest),
    instanceName: instance.name,
    integrationId,
    hostId,
    state: "live" as const,
    stateChanged: now,
    updated: now,
    trigger: backup.trigger,
    command: backup.command,
    // No manifest says it, and nothing runs by it any more.
    timeoutSeconds: 0,
    exitCode: backup.exit_code,
    path,
    versionId,
    manifestPath: manifestRef.key,
    manifestVersionId: manifestRef.versionId,
    size: object.size,
    originalSize: object.original_size,
    compression: object.compression,
    sha256: object.sha256,
    parts: object.parts,
    created: new Date(backup.created),
    started: new Date(backup.created),
    finished: new Date(backup.finished),
  };
  const insert = (id: string) =>
    tx
      .insert(backups)
      .values({ ...values, id })
      .onConflictDoNothing({ target: backups.id })
      .returning({ id: backups.id });
  const [kept] = await insert(backup.id);
  const [row] = kept ? [kept] : await insert(uuidv7());
  return row?.id ?? null;
}

/** Nobody imports a backup for retention to remove it within the minute: a person decides. */
async function pinWhatWouldGo(
  tx: Transaction,
  containerId: string,
  config: typeof backupConfigs.$inferSelect | null,
  imported: string[],
): Promise<void> {
  if (!config || Object.keys(config.retention).length === 0 || imported.length === 0) return;
  const live = await tx
    .select({
      id: backups.id,
      containerId: backups.containerId,
      instanceId: backups.instanceId,
      created: backups.created,
      state: backups.state,
      pinned: backups.pinned,
    })
    .from(backups)
    .where(and(eq(backups.containerId, containerId), eq(backups.state, "live")));
  const { retention: policy, timeZone } = config;
  const judged = judgeBackups(live, { containerId, policy, timeZone, now: new Date() });
  const doomed = imported.filter((id) => judged.get(id)?.goes);
  if (doomed.length === 0) return;
  await tx.update(backups).set({ pinned: true }).where(inArray(backups.id, doomed));
}
