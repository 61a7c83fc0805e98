import { sql } from "drizzle-orm";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import type { Database } from "#lib/db/client";

export type AttentionSubject = {
  id: string;
  name: string;
  environment: string;
  /** Whether it has a backup command, and a schedule. */
  configured: boolean;
  scheduled: boolean;
  /** Its newest failed backup. */
  last_failed: string | null;
};

/** What a line about a container says beside its health, by the container's id. */
export async function readAttentionSubjects(
  db: Database,
  hubId: string,
  ids: readonly string[],
): Promise<Map<string, AttentionSubject>> {
  if (ids.length === 0) return new Map();
  const rows = await db.execute<AttentionSubject>(sql`
    select c.id, c.name, c.environment, k.container_id is not null as configured,
      k.cron_string is not null as scheduled, (
        select b.id from ${backups} b where b.container_id = c.id and b.state = 'failed'
          and b.error_code is distinct from 'schedule-missed'
        order by b.created desc nulls last, b.id desc nulls last limit 1) as last_failed
    from ${containers} c left join ${backupConfigs} k on k.container_id = c.id
    where c.hub_id = ${hubId} and c.id = any(${sql.param(ids)}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}
