import { type SQL, sql } from "drizzle-orm";
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
    ) t, lateral (
      select l.id, l.state, l.created, l.error_message as error
      from ${backups} l
      where l.container_id = t.container_id and l.state <> 'deleted'
      order by l.created desc nulls last, l.id desc nulls last limit 1
    ) l`);
  return new Map(rows.map(({ container_id, ...row }) => [container_id, toTotals(row)]));
}

/** The same of every container in fewer words, for a list of all: no row of the table itself is read. */
export async function readTotalsInBrief(
  db: Database,
  hubId: string,
): Promise<Map<string, ContainerSummaryDto["backups"]>> {
  const rows = await db.execute<
    Sums & { container_id: string; state: BackupSummaryDto["state"]; created: string }
  >(sql`
    select container_id, ${sums}, max(newest) as created,
      (array_agg(state order by newest desc nulls last))[1] as state
    from (${byState(hubId, sql``)}) s group by container_id`);
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
