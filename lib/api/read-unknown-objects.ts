import { and, eq, sql } from "drizzle-orm";
import { unknownObjects } from "#drizzle/integrations";
import { encodeCursor } from "#lib/api/cursor";
import { keyset } from "#lib/api/keyset";
import type { Page } from "#lib/api/params";
import type { UnknownObjectDto } from "#lib/api/sweep-dto";
import { timeOrNever } from "#lib/api/times";
import type { Database } from "#lib/db/client";

const said = (...path: string[]) =>
  sql<string | null>`${unknownObjects.manifest} #>> ${sql.raw(`'{${path.join(",")}}'`)}`;

/** One page of what lies in an integration's bucket and no backup has; commands are left out. */
export async function readUnknownObjects(
  db: Database,
  where: { hubId: string; integrationId: string },
  page: Page,
): Promise<{ data: UnknownObjectDto[]; next_cursor: string | null; total: number }> {
  const here = and(
    eq(unknownObjects.hubId, where.hubId),
    eq(unknownObjects.integrationId, where.integrationId),
  );
  const { after, order } = keyset(unknownObjects, page);
  const rows = await db
    .select({
      id: unknownObjects.id,
      path: unknownObjects.path,
      versionId: unknownObjects.versionId,
      size: unknownObjects.size,
      modified: unknownObjects.modified,
      problem: unknownObjects.problem,
      made: unknownObjects.made,
      importRequested: unknownObjects.importRequested,
      created: unknownObjects.created,
      backupId: said("backup", "id"),
      container: said("container", "identifier"),
      environment: said("container", "environment"),
      instance: said("instance", "name"),
      originalSize: said("object", "original_size"),
      hubId: said("hub", "id"),
      hubName: said("hub", "name"),
    })
    .from(unknownObjects)
    .where(and(here, after))
    .orderBy(...order)
    .limit(page.limit + 1)
    .offset(page.offset);
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    data: shown.map((row) => ({
      id: row.id,
      integration_id: where.integrationId,
      path: row.path,
      file_id: row.versionId ?? "",
      size: row.size,
      modified: timeOrNever(row.modified),
      backup: row.backupId
        ? {
            id: row.backupId,
            created: timeOrNever(row.made),
            container: row.container ?? "",
            environment: row.environment ?? "",
            instance: row.instance ?? "",
            original_size: Number(row.originalSize),
            hub: {
              id: row.hubId ?? "",
              name: row.hubName ?? "",
              own: row.hubId === where.hubId,
            },
          }
        : null,
      problem: row.problem,
      importing: row.importRequested !== null,
    })),
    next_cursor: last ? encodeCursor(last) : null,
    total: await db.$count(unknownObjects, here),
  };
}
