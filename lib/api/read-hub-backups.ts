import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import { backupCondition } from "#lib/api/backup-filter";
import { encodeCursor } from "#lib/api/cursor";
import { keyset } from "#lib/api/keyset";
import type { HubBackupDto } from "#lib/api/overview-dto";
import type { HubBackupsPage } from "#lib/api/params";
import { readListed } from "#lib/api/read-backups";
import type { Database } from "#lib/db/client";

/**
 * One page of all containers' backups that the filters let through, by keyset. How many there are is
 * said on the first page only: counting them costs more than reading a page.
 */
export async function readHubBackups(
  db: Database,
  hubId: string,
  page: HubBackupsPage,
): Promise<{ data: HubBackupDto[]; next_cursor: string | null; total?: number }> {
  const through = and(...filters(hubId, page));
  const { after, order } = keyset(backups, page);
  const isFirst = page.cursor === null && page.offset === 0;
  const [rows, total] = await Promise.all([
    readListed(db, {
      where: and(through, after),
      order,
      limit: page.limit + 1,
      offset: page.offset,
    }),
    isFirst ? db.$count(backups, through) : undefined,
  ]);
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  const named = await readNames(db, [...new Set(shown.map((row) => row.container_id))]);
  return {
    data: shown.map((row) => ({
      ...row,
      container: named.get(row.container_id) ?? { id: row.container_id, name: "", environment: "" },
    })),
    next_cursor: last
      ? encodeCursor({ created: new Date(last.events.created), id: last.id })
      : null,
    ...(total === undefined ? {} : { total }),
  };
}

function filters(hubId: string, page: HubBackupsPage): (SQL | undefined)[] {
  const { ids, environment, search } = page;
  const ofContainers = [
    environment === undefined ? undefined : eq(containers.environment, environment),
    search === undefined
      ? undefined
      : sql`${containers.name} || ' ' || ${containers.identifier} ilike ${`%${escapeLike(search)}%`}`,
  ].filter((one) => one !== undefined);
  return [
    eq(backups.hubId, hubId),
    sql`${backups.state} <> 'deleted'`,
    ids && inArray(backups.id, ids),
    backupCondition(page),
    page.integration ? eq(backups.integrationId, page.integration) : undefined,
    page.container ? eq(backups.containerId, page.container) : undefined,
    ofContainers.length === 0
      ? undefined
      : sql`${backups.containerId} in (select ${containers.id} from ${containers}
          where ${and(eq(containers.hubId, hubId), ...ofContainers)})`,
  ];
}

/** The text itself, without the meaning that `like` gives to some signs. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

async function readNames(db: Database, ids: string[]) {
  if (ids.length === 0) return new Map<string, HubBackupDto["container"]>();
  const rows = await db
    .select({ id: containers.id, name: containers.name, environment: containers.environment })
    .from(containers)
    .where(inArray(containers.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}
