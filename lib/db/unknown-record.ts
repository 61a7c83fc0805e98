import { and, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { backups } from "#drizzle/backups";
import { unknownObjects } from "#drizzle/integrations";
import type { UnknownRecord } from "#lib/backups/catalogue/ports";
import type { ClaimedSweep } from "#lib/backups/catalogue/types";
import { manifestSchema } from "#lib/backups/manifest";
import type { Database } from "#lib/db/client";
import { importBackups } from "#lib/db/import-backups";
import { integrationsOfBucket } from "#lib/db/same-bucket";
import type { ListedObject } from "#lib/pipeline/ports";

const objectColumns = {
  id: unknownObjects.id,
  path: unknownObjects.path,
  versionId: unknownObjects.versionId,
  size: unknownObjects.size,
};
const of = (integrationId: string) => eq(unknownObjects.integrationId, integrationId);

/** The record of unknown objects on PostgreSQL. */
export function createUnknownRecord(db: Database): UnknownRecord {
  return {
    note: (sweep, objects) => note(db, sweep, objects),

    async forgetUnseen(sweep) {
      await db
        .delete(unknownObjects)
        .where(and(of(sweep.integrationId), lt(unknownObjects.seen, sweep.began)));
      const importable = and(of(sweep.integrationId), isNotNull(unknownObjects.manifest));
      return {
        unknown: await db.$count(unknownObjects, of(sweep.integrationId)),
        importable: await db.$count(unknownObjects, importable),
      };
    },

    unread: (integrationId, limit) =>
      db
        .select(objectColumns)
        .from(unknownObjects)
        .where(
          and(of(integrationId), isNull(unknownObjects.manifest), isNull(unknownObjects.problem)),
        )
        .orderBy(unknownObjects.id)
        .limit(limit),

    async noteManifest(id, found) {
      const patch =
        "manifest" in found
          ? {
              manifest: found.manifest,
              made: new Date(found.manifest.backup.created),
              problem: null,
            }
          : { problem: found.problem };
      await db.update(unknownObjects).set(patch).where(eq(unknownObjects.id, id));
    },

    async requestAll(integrationId) {
      await requestImport(db, integrationId, null);
    },

    async nextToImport(integrationId, limit) {
      const rows = await db
        .select({ ...objectColumns, manifest: unknownObjects.manifest })
        .from(unknownObjects)
        .where(and(of(integrationId), isNotNull(unknownObjects.importRequested)))
        .orderBy(
          // As the index has it.
          sql`${unknownObjects.made} desc nulls last`,
          unknownObjects.id,
        )
        .limit(limit);
      return rows.map(({ manifest, ...row }) => ({
        ...row,
        manifest: manifestSchema.parse(manifest),
      }));
    },

    async refuse(id, problem) {
      await db
        .update(unknownObjects)
        .set({ problem, importRequested: null })
        .where(eq(unknownObjects.id, id));
    },

    importBackups: (sweep, objects) => importBackups(db, sweep, objects),
  };
}

/** Asks for the import of those, or of all, that have a manifest. Answers how many. */
export async function requestImport(
  db: Pick<Database, "update">,
  integrationId: string,
  ids: string[] | null,
): Promise<number> {
  const rows = await db
    .update(unknownObjects)
    .set({ importRequested: new Date(), problem: null })
    .where(
      and(
        of(integrationId),
        isNotNull(unknownObjects.manifest),
        ids === null ? undefined : sql`${unknownObjects.id} = any(${sql.param(ids)}::uuid[])`,
      ),
    )
    .returning({ id: unknownObjects.id });
  return rows.length;
}

const isSame = sql.raw(
  "u.size = excluded.size and u.modified = excluded.modified and u.version_id is not distinct from excluded.version_id",
);

/**
 * An object that belongs to a backup is not unknown, whatever state that is in: the row names its
 * object before the upload begins. One that was deleted since the listing began was seen before that.
 */
async function note(db: Database, sweep: ClaimedSweep, objects: ListedObject[]): Promise<void> {
  if (objects.length === 0) return;
  const rows = objects.map(({ key, versionId, size, modified }) => ({
    id: uuidv7(),
    path: key,
    version_id: versionId,
    size,
    modified,
  }));
  const integrationIds = await integrationsOfBucket(db, sweep);
  await db.execute(sql`
    insert into ${unknownObjects} as u
      (id, hub_id, integration_id, path, version_id, size, modified, seen)
    select o.id, ${sweep.hubId}, ${sweep.integrationId}, o.path, o.version_id, o.size, o.modified,
      ${sweep.began.toISOString()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as o(id uuid, path text, version_id text, size bigint, modified timestamptz)
    where not exists (select 1 from ${backups} b
      where b.integration_id = any(${sql.param(integrationIds)}::uuid[])
      and b.path collate "C" = any(array[o.path, regexp_replace(o.path, '\\.json$', '')])
      and (b.state <> 'deleted' or b.deleted >= ${sweep.began.toISOString()}))
    on conflict (integration_id, path) do update set
      manifest = case when ${isSame} then u.manifest end,
      made = case when ${isSame} then u.made end,
      version_id = excluded.version_id, size = excluded.size, modified = excluded.modified,
      seen = excluded.seen, problem = null`);
}
