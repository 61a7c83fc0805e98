import { sql } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import type { BackupCountsDto } from "#lib/api/overview-dto";
import type { Database } from "#lib/db/client";

/** What the hub's backups come to, from the index `backups_recent` alone. */
export async function readBackupCounts(db: Database, hubId: string): Promise<BackupCountsDto> {
  const [row] = await db.execute<{
    total: number;
    live: number;
    size: string;
    last_live: string | null;
  }>(sql`
    select count(*)::int as total,
      count(*) filter (where state = 'live')::int as live,
      coalesce(sum(size) filter (where state in ('live', 'deleting')), 0)::text as size,
      max(created) filter (where state = 'live') as last_live
    from ${backups} where hub_id = ${hubId} and state <> 'deleted'`);
  return {
    total: row?.total ?? 0,
    live: row?.live ?? 0,
    size: Number(row?.size ?? 0),
    last_live: row?.last_live ? new Date(row.last_live).toISOString() : null,
  };
}
