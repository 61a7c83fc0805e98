import { type SQL, sql } from "drizzle-orm";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers, instances } from "#drizzle/containers";
import type { Database } from "#lib/db/client";

/** These containers of the hub, or all of them. */
type Only = readonly string[] | undefined;

export type SubjectRow = {
  id: string;
  stateful: boolean;
  leaving: boolean;
  created: string;
  /** Of its config; null without one. */
  configured: string | null;
  updated: string | null;
  cron_string: string | null;
  time_zone: string | null;
  schedule_seen: string | null;
};

/** What the containers' own rows say about their health. */
export function readSubjects(db: Database, hubId: string, only: Only): Promise<SubjectRow[]> {
  return db.execute<SubjectRow>(sql`
    select c.id, coalesce(c.stateful_override, c.stateful_detected) as stateful,
      c.state = 'gone' or c.delete_requested is not null as leaving, c.created,
      k.created as configured, k.updated, k.cron_string, k.time_zone, k.schedule_seen
    from ${containers} c left join ${backupConfigs} k on k.container_id = c.id
    where c.hub_id = ${hubId} and c.deleted is null ${among(sql`c.id`, only)}`);
}

export type InstanceRow = {
  container_id: string;
  instance_id: string;
  name: string;
  last_live: string | null;
  last_failed: string | null;
  /** The first live backup since the last failure. */
  good_since: string | null;
  saving: boolean;
};

/** The instances that a schedule backs up, with their newest backups as the index `backups_hub` knows them. */
export function readInstances(db: Database, hubId: string, only: Only): Promise<InstanceRow[]> {
  const newest = (pick: SQL, state: string, more: SQL = sql``) => sql`(
    select ${pick}(b.created) from ${backups} b
    where b.hub_id = ${hubId} and b.container_id = i.container_id and b.instance_id = i.id
      and b.state = ${sql.raw(`'${state}'`)} ${more})`;
  const since = sql`and b.created > coalesce(f.last_failed, '-infinity')`;
  return db.execute<InstanceRow>(sql`
    select i.container_id, i.id as instance_id, i.name, f.last_failed,
      ${newest(sql`max`, "live")} as last_live,
      ${newest(sql`min`, "live", since)} as good_since,
      exists (select 1 from ${backups} s where s.instance_id = i.id and s.state = 'saving') as saving
    from ${backupConfigs} k
      join ${containers} c on c.id = k.container_id
      join ${instances} i on i.container_id = k.container_id and case
        when k.scheduled_instance_id is null then i.state <> 'gone'
        else i.id = k.scheduled_instance_id end
      cross join lateral (select ${newest(sql`max`, "failed")} as last_failed offset 0) f
    where k.hub_id = ${hubId} and k.cron_string is not null and c.deleted is null
      ${among(sql`k.container_id`, only)}
    order by i.container_id, length(i.slot), i.slot`);
}

export type DetailRow = {
  id: string;
  /** The first failure since the newest live backup, and what the last one said. */
  since: string | null;
  message: string | null;
  /** When the newest live backup ended. */
  finished: string | null;
};

/** What went wrong with these instances, by their ids. */
export async function readDetails(
  db: Database,
  hubId: string,
  suspicious: InstanceRow[],
): Promise<Map<string, DetailRow>> {
  if (suspicious.length === 0) return new Map();
  const failed = (pick: SQL, order: SQL) => sql`(
    select ${pick} from ${backups} b
    where b.hub_id = ${hubId} and b.container_id = s.container_id and b.instance_id = s.id
      and b.state = 'failed' and b.created > coalesce(s.live, '-infinity')
      and b.error_code is distinct from 'schedule-missed'
    order by b.created ${order} limit 1)`;
  const asked = suspicious.map(({ instance_id, container_id, last_live }) => ({
    id: instance_id,
    container_id,
    live: last_live,
  }));
  const rows = await db.execute<DetailRow>(sql`
    select s.id, ${failed(sql`b.created`, sql`asc`)} as since,
      ${failed(sql`b.error_message`, sql`desc`)} as message,
      (select b.finished from ${backups} b where b.hub_id = ${hubId}
        and b.container_id = s.container_id and b.instance_id = s.id and b.state = 'live'
        order by b.created desc limit 1) as finished
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      as s (id uuid, container_id uuid, live timestamptz)`);
  return new Map(rows.map((row) => [row.id, row]));
}

function among(id: SQL, only: Only): SQL {
  return only ? sql`and ${id} = any(${sql.param(only)}::uuid[])` : sql``;
}
