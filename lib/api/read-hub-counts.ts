import { sql } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import type { HubCountsDto } from "#lib/api/overview-dto";
import { readContainerCounts } from "#lib/api/read-overview";
import type { Database } from "#lib/db/client";

/** How many rows the dashboard's two long lists have. */
export async function readHubCounts(db: Database, hubId: string): Promise<HubCountsDto> {
  const [containers, kept] = await Promise.all([
    readContainerCounts(db, hubId),
    db.$count(backups, sql`${backups.hubId} = ${hubId} and ${backups.state} <> 'deleted'`),
  ]);
  return { containers: containers.total, backups: kept };
}
