import { type SQL, sql } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import { integrations } from "#drizzle/integrations";
import { barEdges } from "#lib/api/bar-edges";
import type { BarDto, StatsDto, StoredDto } from "#lib/api/overview-dto";
import { storedSeries } from "#lib/api/stored-series";
import type { Database } from "#lib/db/client";

const days = 30;
const hours = 24;

/**
 * The moments as `e.edges`, to be joined. Materialized, since they would else be read from their text
 * (Drizzle leaves no arrays of times) once for each row.
 */
const withEdges = (edges: readonly Date[]): SQL =>
  sql`with e as materialized (
    select ${`{${edges.map((edge) => edge.toISOString()).join()}}`}::text::timestamptz[] as edges)`;

/**
 * Backups by hour and by day, and what was stored at the beginning of each day, from indexes alone.
 *
 * @throws RangeError when there is no such time zone
 */
export async function readStats(db: Database, hubId: string, timeZone: string): Promise<StatsDto> {
  const now = new Date();
  const dayEdges = barEdges(now, timeZone, "day", days);
  const [inHours, inDays, stored] = await Promise.all([
    readBars(db, hubId, barEdges(now, timeZone, "hour", hours)),
    readBars(db, hubId, dayEdges),
    readStored(db, hubId, dayEdges.slice(0, -1)),
  ]);
  return { hours: inHours, days: inDays, stored };
}

async function readBars(db: Database, hubId: string, edges: readonly Date[]): Promise<BarDto[]> {
  const [first] = edges;
  const end = edges.at(-1);
  const rows = await db.execute<{ slot: number; live: number; failed: number }>(sql`
    ${withEdges(edges)}
    select width_bucket(created, e.edges) as slot,
      count(*) filter (where state = 'live')::int as live,
      count(*) filter (where state = 'failed')::int as failed
    from ${backups}, e where hub_id = ${hubId} and state <> 'deleted'
      and created >= ${first?.toISOString()}::timestamptz
      and created < ${end?.toISOString()}::timestamptz
    group by slot`);
  const bySlot = new Map(rows.map((row) => [row.slot, row]));
  return edges.slice(1).map((to, at) => {
    const { live = 0, failed = 0 } = bySlot.get(at + 1) ?? {};
    return { from: edges[at]?.toISOString() ?? "", to: to.toISOString(), live, failed };
  });
}

type Slots = {
  integration_id: string;
  born: number;
  died: number | null;
  backups: number;
  size: string;
};

async function readStored(
  db: Database,
  hubId: string,
  edges: readonly Date[],
): Promise<StoredDto[]> {
  const sums = sql`count(*)::int as backups, coalesce(sum(size), 0)::text as size`;
  const [there, gone, named] = await Promise.all([
    db.execute<Slots>(sql`
      ${withEdges(edges)}
      select integration_id, width_bucket(created, e.edges) as born, null as died, ${sums}
      from ${backups}, e
      where hub_id = ${hubId} and state <> 'deleted' and state in ('live', 'deleting')
      group by integration_id, born`),
    db.execute<Slots>(sql`
      ${withEdges(edges)}
      select integration_id, width_bucket(created, e.edges) as born,
        width_bucket(deleted, e.edges) as died, ${sums}
      from ${backups}, e where hub_id = ${hubId} and state = 'deleted'
        and deleted >= ${edges[0]?.toISOString()}::timestamptz and size is not null
      group by integration_id, born, died`),
    db.execute<Pick<StoredDto, "integration_id" | "name" | "vendor">>(sql`
      select id as integration_id, name, vendor from ${integrations}
      where hub_id = ${hubId} and deleted is null order by created, id`),
  ]);
  return named.map((one) => {
    const mine = ({ integration_id }: Slots) => integration_id === one.integration_id;
    const left = there.filter(mine);
    const made = [...left, ...gone.filter(mine)].map(({ born: since, died, size }) => ({
      born: since,
      died,
      size: Number(size),
    }));
    const series = storedSeries(made, edges.length);
    const size = series.at(-1) ?? 0;
    return {
      ...one,
      backups: left.reduce((sum, slot) => sum + slot.backups, 0),
      size,
      week: size - (series.at(-8) ?? 0),
      series,
    };
  });
}
