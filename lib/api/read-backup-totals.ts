import { sql } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import type { BackupSummaryDto, ContainerDto } from "#lib/api/container-dto";
import type { Database } from "#lib/db/client";

type BackupTotals = ContainerDto["backups"];

export const noBackups: BackupTotals = {
  live: 0,
  size: 0,
  running: 0,
  last: null,
  last_live: null,
};

type Row = {
  live: number;
  size: string;
  running: number;
  last_live: string | null;
} & BackupSummaryDto;

/**
 * What the backups of each container come to, by its id; a container without any is left out. Of the
 * hub's every container, or of those asked for. The sums come from the index `backups_hub` alone.
 */
export async function readBackupTotals(
  db: Database,
  hubId: string,
  containerIds?: readonly string[],
): Promise<Map<string, BackupTotals>> {
  const asked = containerIds && sql`and b.container_id = any(${sql.param(containerIds)}::uuid[])`;
  const rows = await db.execute<Row & { container_id: string }>(sql`
    select t.*, l.* from (
      select b.container_id,
        count(*) filter (where b.state = 'live')::int as live,
        coalesce(sum(b.size) filter (where b.state in ('live', 'deleting')), 0)::text as size,
        count(*) filter (where b.state in ('queued', 'saving'))::int as running,
        max(b.created) filter (where b.state = 'live') as last_live
      from ${backups} b
      where b.hub_id = ${hubId} and b.state <> 'deleted' ${asked}
      group by b.container_id
    ) t, lateral (
      select l.id, l.state, l.created, l.error_message as error
      from ${backups} l
      where l.container_id = t.container_id and l.state <> 'deleted'
      order by l.created desc nulls last, l.id desc nulls last limit 1
    ) l`);
  return new Map(rows.map(({ container_id, ...row }) => [container_id, toTotals(row)]));
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
