import { and, eq, sql } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import type { StoredSizesDto } from "#lib/api/backup-dto";
import { storedSeries } from "#lib/api/stored-series";
import type { Database } from "#lib/db/client";

const moments = 60;
const dayMs = 86_400_000;

type Slot = { born: number; died: number | null; size: number };

/** How many bytes a container's backups took up over the last 60 days, and what their commands wrote. */
export async function readStored(
  db: Database,
  where: { hubId: string; containerId: string },
  now = new Date(),
): Promise<StoredSizesDto> {
  const first = new Date(now.getTime() - (moments - 1) * dayMs);
  const slot = (column: unknown) =>
    sql<number>`width_bucket(extract(epoch from ${column}),
      ${first.getTime() / 1000 - 86_400}::float8, ${now.getTime() / 1000}::float8, ${moments})`;
  const size = sql<string>`coalesce(sum(${backups.size}), 0)`;
  const own = and(eq(backups.hubId, where.hubId), eq(backups.containerId, where.containerId));
  const born = slot(backups.created);
  const died = slot(backups.deleted);
  const [there, gone, [original]] = await Promise.all([
    db
      .select({ born, size })
      .from(backups)
      .where(and(own, sql`${backups.state} in ('live', 'deleting')`))
      .groupBy(sql`1`),
    db
      .select({ born, died, size })
      .from(backups)
      .where(
        and(
          own,
          sql`${backups.state} = 'deleted' and ${backups.size} is not null`,
          sql`${backups.deleted} >= ${first.toISOString()}`,
        ),
      )
      .groupBy(sql`1`, sql`2`),
    db
      .select({ sum: sql<string>`coalesce(sum(${backups.originalSize}), 0)` })
      .from(backups)
      .where(and(own, eq(backups.state, "live"))),
  ]);
  const made: Slot[] = [
    ...there.map((one) => ({ born: one.born, died: null, size: Number(one.size) })),
    ...gone.map((one) => ({ ...one, size: Number(one.size) })),
  ];
  return {
    from: first.toISOString(),
    to: now.toISOString(),
    series: storedSeries(made, moments).slice(1),
    original_size: Number(original?.sum ?? 0),
  };
}
