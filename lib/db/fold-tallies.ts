import { sql } from "drizzle-orm";
import { backupTallies } from "#drizzle/backup-tallies";
import type { Database } from "#lib/db/client";

/** Held by whoever takes rows of the tallies away: two at once would count what the other puts back. */
export const tallyLock = sql`hashtext('holdfast fold tallies')`;

/**
 * Makes one row of the many that changes have added to the tallies of one container's backups, and none
 * where they come to nothing. Whoever reads meanwhile sees all of the many or the one; rows that are added
 * meanwhile stay for the next time.
 *
 * @returns how many rows went
 */
export async function foldTallies(db: Database): Promise<number> {
  const key = sql`hub_id, container_id, integration_id, state`;
  return db.transaction(async (tx) => {
    const [lock] = await tx.execute<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(${tallyLock}) as held`,
    );
    if (!lock?.held) return 0;
    const [row] = await tx.execute<{ folded: number }>(sql`
      with many as (
        select ${key} from ${backupTallies} group by ${key}
        having count(*) > 1 or (sum(count) = 0 and sum(size) = 0)
      ), removed as (
        delete from ${backupTallies} t using many m
        where (t.hub_id, t.container_id, t.integration_id, t.state)
          = (m.hub_id, m.container_id, m.integration_id, m.state)
        returning t.*
      ), summed as (
        insert into ${backupTallies} (${key}, count, size)
        select ${key}, sum(count), sum(size) from removed group by ${key}
        having sum(count) <> 0 or sum(size) <> 0
        returning 1
      )
      select (select count(*) from removed)::int - (select count(*) from summed)::int as folded`);
    return row?.folded ?? 0;
  });
}
