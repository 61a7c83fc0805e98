import { sql } from "drizzle-orm";
import { backups, restores } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import type { OverviewDto, RunningDto } from "#lib/api/overview-dto";
import { timeOrNever } from "#lib/api/times";
import type { Database } from "#lib/db/client";

const shown = 8;

type Row = Omit<RunningDto, "container" | "total_bytes" | "started"> & {
  container_id: string;
  name: string;
  environment: string;
  started: string | null;
  total_bytes: string | null;
  total: number;
};

/** What runs now and what waits for its turn: the running ones first, then in the order they were asked for. */
export async function readRunning(db: Database, hubId: string): Promise<OverviewDto["running"]> {
  // A state each: for every one of them there is an index that holds nothing else.
  const backupsIn = (state: "queued" | "saving") => sql`
    select 'backup' as kind, b.id, b.id as backup_id, b.container_id, b.instance_name, b.state,
      b.started, b.created, null::bigint as total_bytes, b.cancel_requested
    from ${backups} b where b.state = ${sql.raw(`'${state}'`)} and b.hub_id = ${hubId}`;
  const restoresIn = (state: "queued" | "running") => sql`
    select 'restore', r.id, r.backup_id, r.container_id, r.instance_name, r.state,
      r.started, r.created, b.original_size, r.cancel_requested
    from ${restores} r join ${backups} b on b.id = r.backup_id
    where r.state = ${sql.raw(`'${state}'`)} and r.hub_id = ${hubId}`;
  const rows = await db.execute<Row>(sql`
    select r.kind, r.id, r.backup_id, r.container_id, c.name, c.environment, r.instance_name,
      r.state, r.started, r.total_bytes::text, r.cancel_requested is not null as cancel_requested,
      (count(*) over ())::int as total
    from (${backupsIn("saving")} union all ${restoresIn("running")}
      union all ${backupsIn("queued")} union all ${restoresIn("queued")}) r
    join ${containers} c on c.id = r.container_id
    order by r.state = 'queued', coalesce(r.started, r.created), r.id limit ${shown}`);
  return {
    total: rows[0]?.total ?? 0,
    data: rows.map(({ total: _, container_id, name, environment, ...row }) => ({
      ...row,
      container: { id: container_id, name, environment },
      started: timeOrNever(row.started === null ? null : new Date(row.started)),
      total_bytes: row.total_bytes === null ? null : Number(row.total_bytes),
    })),
  };
}
