import { type SQL, sql } from "drizzle-orm";
import { backupConfigs, backups, restores } from "#drizzle/backups";
import { containers, hosts } from "#drizzle/containers";
import { integrations } from "#drizzle/integrations";
import type { AttentionDto, AttentionItemDto, AttentionStep } from "#lib/api/overview-dto";
import type { Database } from "#lib/db/client";

/** How many of a kind are named; the rest is counted. */
export const namedAtMost = 50;

type Found = Pick<AttentionDto, "total" | "data">;

type Row = {
  id: string;
  name: string;
  environment?: string | null;
  time?: string | null;
  reason?: string | null;
  backups?: number;
  size?: string;
  backup_id?: string | null;
  step?: AttentionStep;
};

/** Runs a query of such rows, names the first of them and counts all. */
async function read(db: Database, query: SQL, usual: AttentionStep): Promise<Found> {
  const rows = await db.execute<Row & { total: number }>(sql`
    select a.*, (count(*) over ())::int as total from (${query}) a
    order by a.time nulls last, a.name, a.id limit ${namedAtMost}`);
  return {
    total: rows[0]?.total ?? 0,
    data: rows.map(
      (row): AttentionItemDto => ({
        id: row.id,
        name: row.name,
        environment: row.environment ?? null,
        time: row.time ? new Date(row.time).toISOString() : null,
        reason: row.reason ?? null,
        backups: row.backups ?? 0,
        size: Number(row.size ?? 0),
        backup_id: row.backup_id ?? null,
        step: row.step ?? usual,
      }),
    ),
  };
}

/** Docker hosts that cannot be reached. */
export const readHostTrouble = (db: Database, hubId: string): Promise<Found> =>
  read(
    db,
    sql`select id, identifier as name, last_seen as time, error as reason
      from ${hosts} where hub_id = ${hubId} and state = 'unreachable'`,
    "look",
  );

/** Integrations whose last check failed. */
export const readIntegrationTrouble = (db: Database, hubId: string): Promise<Found> =>
  read(
    db,
    sql`select id, name, state_changed as time, error as reason
      from ${integrations} where hub_id = ${hubId} and deleted is null and state = 'failed'`,
    "verify",
  );

/** Containers of which backups are not in their store any more. */
export const readMissing = (db: Database, hubId: string): Promise<Found> =>
  read(
    db,
    sql`select c.id, c.name, c.environment, m.time, m.backups, m.size, m.backup_id
      from (select container_id, min(state_changed) as time, count(*)::int as backups,
          sum(size)::text as size, min(id::text) as backup_id
        from ${backups} where hub_id = ${hubId} and state = 'missing' group by container_id) m
      join ${containers} c on c.id = m.container_id`,
    "look",
  );

/** Containers that, or whose backups, could not be deleted yet. */
export const readDeletions = (db: Database, hubId: string): Promise<Found> =>
  read(
    db,
    sql`select c.id, c.name, c.environment, coalesce(d.time, c.delete_requested) as time,
        coalesce(c.delete_error, d.reason) as reason, coalesce(d.backups, 0) as backups,
        coalesce(d.size, '0') as size, d.backup_id
      from ${containers} c left join (
        select container_id, min(state_changed) as time, max(error_message) as reason,
          count(*)::int as backups, sum(size)::text as size, min(id::text) as backup_id
        from ${backups} where hub_id = ${hubId} and state = 'deleting' and error_message is not null
        group by container_id) d on d.container_id = c.id
      where c.hub_id = ${hubId} and c.deleted is null
        and (d.container_id is not null or (c.delete_error is not null and c.delete_requested is not null))`,
    "look",
  );

/** Containers with live backups of which none was ever restored. */
export const readUntested = (db: Database, hubId: string): Promise<Found> =>
  read(
    db,
    sql`select c.id, c.name, c.environment, null::timestamptz as time,
        case when k.restore_command is null then 'set-restore' else 'try-restore' end as step
      from ${containers} c left join ${backupConfigs} k on k.container_id = c.id
      where c.hub_id = ${hubId} and c.deleted is null and c.state <> 'gone'
        and c.delete_requested is null
        and coalesce(c.stateful_override, c.stateful_detected)
        and exists (select 1 from ${backups} b where b.container_id = c.id and b.state = 'live')
        and not exists (select 1 from ${restores} r
          where r.container_id = c.id and r.state = 'completed')`,
    "try-restore",
  );
