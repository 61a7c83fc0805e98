import { and, eq, inArray, sql } from "drizzle-orm";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers, instances } from "#drizzle/containers";
import { hubs } from "#drizzle/hubs";
import type { CatalogueRecord } from "#lib/backups/catalogue/ports";
import type { KnownObject, StoredBackup } from "#lib/backups/catalogue/types";
import type { Database } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";

const judged = {
  id: backups.id,
  state: backups.state,
  stateChanged: backups.stateChanged,
  errorCode: backups.errorCode,
  path: backups.path,
  versionId: backups.versionId,
  size: backups.size,
  manifestPath: backups.manifestPath,
  manifestVersionId: backups.manifestVersionId,
};
const inBucket = and(inArray(backups.state, ["live", "missing"]), sql`${backups.path} is not null`);

/** The catalogue as a sweep sees it, on PostgreSQL. */
export function createCatalogueRecord(db: Database): CatalogueRecord {
  return {
    async roots(integrationId) {
      const rows = await db.execute<{ root: string }>(sql`
        select distinct regexp_replace(path, '[^/]+/[^/]+/[^/]+$', '') as root from ${backups}
        where integration_id = ${integrationId} and state in ('live', 'missing')
          and path ~ '^(.*/)?holdfast/[^/]+/[^/]+/[^/]+$'`);
      return rows.map(({ root }) => root);
    },

    async knownAfter(integrationId, path, limit) {
      const rows = await db
        .select(judged)
        .from(backups)
        .where(
          and(
            eq(backups.integrationId, integrationId),
            inBucket,
            sql`${backups.path} collate "C" > ${path}`,
          ),
        )
        .orderBy(sql`${backups.path} collate "C"`)
        .limit(limit);
      return rows.map(toKnown);
    },

    async known(ids) {
      if (ids.length === 0) return [];
      const rows = await db
        .select(judged)
        .from(backups)
        .where(and(inArray(backups.id, ids), inBucket));
      return rows.map(toKnown);
    },

    markMissing: (backup, { code, message }) =>
      move(db, backup, {
        patch: { state: "missing", errorCode: code, errorMessage: message },
        event: "container.backup.missing",
        details: { reason: message },
      }),

    markFound: (backup) =>
      move(db, backup, {
        patch: { state: "live", errorCode: null, errorMessage: null },
        event: "container.backup.found",
        details: {},
      }),

    stored: (backup) => readStored(db, backup),

    async noteManifest(backup, { key, versionId }) {
      const rows = await db
        .update(backups)
        .set({ manifestPath: key, manifestVersionId: versionId, updated: new Date() })
        .where(unchanged(backup))
        .returning({ id: backups.id });
      return rows.length > 0;
    },

    async states(ids) {
      if (ids.length === 0) return new Map();
      const rows = await db
        .select({ id: backups.id, state: backups.state })
        .from(backups)
        .where(inArray(backups.id, ids));
      return new Map(rows.map(({ id, state }) => [id, state]));
    },
  };
}

function toKnown(
  row: {
    [K in keyof typeof judged]: (typeof backups.$inferSelect)[K];
  },
): KnownObject {
  const state = row.state === "live" ? "live" : "missing";
  return { ...row, state, path: row.path ?? "", size: row.size ?? 0 };
}

/** The row is as it was read, and names the same object. */
function unchanged(backup: KnownObject) {
  return and(
    eq(backups.id, backup.id),
    eq(backups.state, backup.state),
    eq(backups.stateChanged, backup.stateChanged),
    eq(backups.path, backup.path),
    sql`${backups.versionId} is not distinct from ${backup.versionId}`,
  );
}

function move(
  db: Database,
  backup: KnownObject,
  to: {
    patch: { state: "live" | "missing"; errorCode: string | null; errorMessage: string | null };
    event: string;
    details: Record<string, string>;
  },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const now = new Date();
    const [row] = await tx
      .update(backups)
      .set({ ...to.patch, stateChanged: now, updated: now })
      .where(unchanged(backup))
      .returning({
        hubId: backups.hubId,
        containerId: backups.containerId,
        instanceName: backups.instanceName,
      });
    if (!row) return false;
    await recordActivity(tx, {
      hubId: row.hubId,
      actor: { id: null, name: "Holdfast" },
      event: to.event,
      containerId: row.containerId,
      backupId: backup.id,
      subject: row.instanceName,
      details: to.details,
    });
    const about = { id: backup.id, container_id: row.containerId };
    await announce(tx, row.hubId, { type: "backup", ...about, state: to.patch.state });
    return true;
  });
}

async function readStored(db: Database, backup: KnownObject): Promise<StoredBackup | null> {
  const [found] = await db
    .select({
      row: backups,
      hub: hubs,
      container: containers,
      instance: instances,
      config: backupConfigs,
    })
    .from(backups)
    .innerJoin(hubs, eq(hubs.id, backups.hubId))
    .innerJoin(containers, eq(containers.id, backups.containerId))
    .innerJoin(instances, eq(instances.id, backups.instanceId))
    .leftJoin(backupConfigs, eq(backupConfigs.containerId, backups.containerId))
    .where(unchanged(backup));
  if (!found) return null;
  const { row, hub, container, instance, config } = found;
  const { size, originalSize, compression, sha256, parts, finished } = row;
  if (!size || !originalSize || !compression || !sha256 || !parts?.length || !finished) return null;
  const { id, slot, dockerId, imageId } = instance;
  return {
    id: row.id,
    created: row.created,
    finished,
    trigger: row.trigger,
    command: row.command,
    hubId: hub.id,
    hubName: hub.name,
    container,
    instance: { id, slot, name: row.instanceName, dockerId, imageId },
    restoreCommand: config?.restoreCommand ?? null,
    object: {
      key: backup.path,
      versionId: row.versionId,
      size,
      originalSize,
      compression,
      sha256,
      parts,
    },
  };
}
