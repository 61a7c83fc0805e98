import { type SQL, sql } from "drizzle-orm";
import { backupTallies } from "#drizzle/backup-tallies";
import { backups } from "#drizzle/backups";
import type { BackupSummaryDto, ContainerDto, ContainerSummaryDto } from "#lib/api/container-dto";
import type { Database } from "#lib/db/client";

type BackupTotals = ContainerDto["backups"];

export const noBackups: BackupTotals = {
  live: 0,
  size: 0,
  running: 0,
  last: null,
  last_live: null,
};

type Sums = { live: number; size: string; running: number; last_live: string | null };
type Row = Sums & BackupSummaryDto;

/** Sums of `s`: the container's backups by instance and state. */
const sums = sql`
  coalesce(sum(n) filter (where state = 'live'), 0)::int as live,
  coalesce(sum(size) filter (where state in ('live', 'deleting')), 0)::text as size,
  coalesce(sum(n) filter (where state in ('queued', 'saving')), 0)::int as running,
  max(newest) filter (where state = 'live') as last_live`;

/** From the index `backups_hub` alone, in its order: so grouped, no row is asked more than once what state it is in. */
const byState = (hubId: string, asked: SQL) => sql`
  select b.container_id, b.state, count(*) as n, sum(b.size) as size, max(b.created) as newest
  from ${backups} b
  where b.hub_id = ${hubId} and b.state <> 'deleted' ${asked}
  group by b.container_id, b.instance_id, b.state`;

/** The newest backup of the container `t.container_id`, in the order of the index `backups_list`. */
const newest = sql`
  select b.id, b.state, b.created, b.error_message as error
  from ${backups} b
  where b.container_id = t.container_id and b.state <> 'deleted'
  order by b.created desc nulls last, b.id desc nulls last limit 1`;

/**
 * What the backups of each container come to, by its id; a container without any is left out. Of the
 * hub's every container, or of those asked for.
 */
export async function readBackupTotals(
  db: Database,
  hubId: string,
  containerIds?: readonly string[],
): Promise<Map<string, BackupTotals>> {
  const asked = containerIds
    ? sql`and b.container_id = any(${sql.param(containerIds)}::uuid[])`
    : sql``;
  const rows = await db.execute<Row & { container_id: string }>(sql`
    select t.*, l.* from (
      select container_id, ${sums} from (${byState(hubId, asked)}) s group by container_id
    ) t, lateral (${newest}) l`);
  return new Map(rows.map(({ container_id, ...row }) => [container_id, toTotals(row)]));
}

/**
 * The same of every container in fewer words, for a list of all: from the tallies, and an index for the
 * newest. A hundred thousand backups are not counted for it.
 */
export async function readTotalsInBrief(
  db: Database,
  hubId: string,
): Promise<Map<string, ContainerSummaryDto["backups"]>> {
  const rows = await db.execute<
    Sums & { container_id: string; state: BackupSummaryDto["state"]; created: string }
  >(sql`
    select t.container_id, t.live, t.size, t.running, l.state, l.created,
      case when l.state = 'live' then l.created else (
        select max(b.created) from ${backups} b
        where b.container_id = t.container_id and b.state = 'live') end as last_live
    from (
      select container_id,
        coalesce(sum(count) filter (where state = 'live'), 0)::int as live,
        coalesce(sum(size) filter (where state in ('live', 'deleting')), 0)::text as size,
        coalesce(sum(count) filter (where state in ('queued', 'saving')), 0)::int as running
      from ${backupTallies} where hub_id = ${hubId} group by container_id
    ) t, lateral (${newest}) l`);
  return new Map(
    rows.map(({ container_id, live, size, running, last_live, state, created }) => [
      container_id,
      {
        ...{ live, running, size: Number(size) },
        last: { state, created: new Date(created).toISOString() },
        last_live: last_live && new Date(last_live).toISOString(),
      },
    ]),
  );
}

function toTotals({
  live,
  size,
  running,
  last_live,
  id,
  state,
  created,
  error,
}: Row): BackupTotals {
  return {
    live,
    size: Number(size),
    running,
    last: { id, state, created: new Date(created).toISOString(), error },
    last_live: last_live && new Date(last_live).toISOString(),
  };
}
