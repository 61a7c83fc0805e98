import { sql } from "drizzle-orm";
import { backupTallies } from "#drizzle/backup-tallies";
import { backups } from "#drizzle/backups";
import type { BackupCountsDto } from "#lib/api/overview-dto";
import type { Database } from "#lib/db/client";

/** What the hub's backups come to, from their tallies. */
export async function readBackupCounts(db: Database, hubId: string): Promise<BackupCountsDto> {
  const [row] = await db.execute<{
    total: number;
    live: number;
    size: string;
    last_live: string | null;
  }>(sql`
    select coalesce(sum(count), 0)::int as total,
      coalesce(sum(count) filter (where state = 'live'), 0)::int as live,
      coalesce(sum(size) filter (where state in ('live', 'deleting')), 0)::text as size,
      (select b.created from ${backups} b
        where b.hub_id = ${hubId} and b.state <> 'deleted' and b.state = 'live'
        order by b.created desc nulls last, b.id desc nulls last limit 1) as last_live
    from ${backupTallies} where hub_id = ${hubId}`);
  return {
    total: row?.total ?? 0,
    live: row?.live ?? 0,
    size: Number(row?.size ?? 0),
    last_live: row?.last_live ? new Date(row.last_live).toISOString() : null,
  };
}
