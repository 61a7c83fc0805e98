import { sql } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import type { TrendDto } from "#lib/api/container-dto";
import { storedSeries } from "#lib/api/stored-series";
import type { Database } from "#lib/db/client";

const days = 30;
const steps = 10;
const stepSeconds = (days * 86_400) / steps;

type Slots = { container_id: string; born: number; died: number | null; size: string };

/**
 * The stored bytes of these containers of the hub over the last 30 days: at ten moments of equal
 * distance, and now. One query that sums in the database, from indexes alone; a container that stored
 * nothing in all that time is left out.
 */
export async function readTrends(
  db: Database,
  hubId: string,
  containerIds: readonly string[],
  now = new Date(),
): Promise<TrendDto[]> {
  const from = new Date(now.getTime() - days * 86_400_000).toISOString();
  // How many of the moments lie before or at it.
  const slot = (time: "created" | "deleted") => sql`least(${steps}::int, greatest(0, 1 +
    floor(extract(epoch from b.${sql.raw(time)} - ${from}::timestamptz) / ${stepSeconds}::int)))::int`;
  const rows = await db.execute<Slots>(sql`
    select b.container_id, ${slot("created")} as born, null::int as died, sum(b.size)::text as size
    from ${backups} b
    where b.hub_id = ${hubId} and b.container_id = any(${sql.param(containerIds)}::uuid[])
      and b.state <> 'deleted' and b.state in ('live', 'deleting') and b.size is not null
    group by 1, 2
    union all
    select b.container_id, ${slot("created")}, ${slot("deleted")}, sum(b.size)::text
    from ${backups} b
    where b.hub_id = ${hubId} and b.container_id = any(${sql.param(containerIds)}::uuid[])
      and b.state = 'deleted' and b.deleted >= ${from}::timestamptz and b.size is not null
    group by 1, 2, 3`);
  const byContainer = Map.groupBy(rows, (row) => row.container_id);
  return [...byContainer].map(([id, made]) => ({
    id,
    points: storedSeries(
      made.map(({ born, died, size }) => ({ born, died, size: Number(size) })),
      steps,
    ),
  }));
}
