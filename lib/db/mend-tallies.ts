import { type SQL, sql } from "drizzle-orm";
import { backupTallies } from "#drizzle/backup-tallies";
import { backups } from "#drizzle/backups";
import type { Database, Transaction } from "#lib/db/client";
import { tallyLock } from "#lib/db/fold-tallies";

/** Each backup counted, as the tallies ought to say it. */
const counted: SQL = sql`
  select hub_id, container_id, integration_id, state, count(*) as count, coalesce(sum(size), 0) as size
  from ${backups} where state <> 'deleted' group by 1, 2, 3, 4`;

/**
 * Counts the backups anew where their tallies say something else, as they do when somebody has put rows
 * back into the database past its triggers, or with them twice. Writers wait for it only then.
 *
 * @returns whether they had to be mended
 */
export async function mendTallies(db: Database): Promise<boolean> {
  if (await areTrue(db)) return false;
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${tallyLock})`);
    await tx.execute(sql`lock table ${backups} in share row exclusive mode`);
    // Another worker may have been quicker.
    if (await areTrue(tx)) return false;
    await tx.delete(backupTallies);
    await tx.execute(sql`
      insert into ${backupTallies} (hub_id, container_id, integration_id, state, count, size) ${counted}`);
    return true;
  });
}

/** In one statement, which sees both as they stood at one moment. */
async function areTrue(db: Database | Transaction): Promise<boolean> {
  const [row] = await db.execute<{ differ: boolean }>(sql`
    with said as (
      select hub_id, container_id, integration_id, state, sum(count) as count, sum(size) as size
      from ${backupTallies} group by 1, 2, 3, 4 having sum(count) <> 0 or sum(size) <> 0
    ), counted as (${counted})
    select exists (select * from said except select * from counted)
      or exists (select * from counted except select * from said) as differ`);
  return row?.differ === false;
}
