import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import type { AttentionDto, AttentionItemDto } from "#lib/api/overview-dto";
import { leavingColumns, readLeaving } from "#lib/api/read-leaving";
import type { Database } from "#lib/db/client";

const held = "Another Docker Engine answers than the one it was last seen on, so its backups stay.";

/**
 * Containers that are gone from Docker and whose backups nobody has said to keep: when they go, the
 * first of them first, or that another Docker Engine holds that.
 */
export async function readGone(
  db: Database,
  hubId: string,
  namedAtMost: number,
): Promise<Pick<AttentionDto, "total" | "data">> {
  const sums = db
    .select({
      count: sql<number>`count(*)::int`.as("count"),
      size: sql<string>`coalesce(sum(${backups.size}), 0)::text`.as("size"),
    })
    .from(backups)
    .where(
      and(
        eq(backups.hubId, hubId),
        eq(backups.containerId, containers.id),
        eq(backups.state, "live"),
      ),
    )
    .as("sums");
  const [rows, leaving] = await Promise.all([
    db
      .select({
        name: containers.name,
        environment: containers.environment,
        count: sums.count,
        size: sums.size,
        row: leavingColumns,
      })
      .from(containers)
      .crossJoinLateral(sums)
      .where(
        and(
          eq(containers.hubId, hubId),
          eq(containers.state, "gone"),
          eq(containers.keepBackups, false),
          isNotNull(containers.goneSince),
          isNull(containers.deleteRequested),
          isNull(containers.deleted),
          sql`${sums.count} > 0`,
        ),
      ),
    readLeaving(db, hubId),
  ]);
  const items = rows.map(({ row, name, environment, count, size }): AttentionItemDto => {
    const due = leaving(row).gone?.due ?? null;
    const reason = due === null ? held : null;
    const about = { id: row.id, name, environment, time: due, reason };
    return { ...about, backups: count, size: Number(size), backup_id: null, step: "keep" };
  });
  const soonestFirst = items.sort(
    (a, b) => (a.time ?? "9").localeCompare(b.time ?? "9") || a.name.localeCompare(b.name),
  );
  return { total: items.length, data: soonestFirst.slice(0, namedAtMost) };
}
