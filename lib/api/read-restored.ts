import { and, desc, eq, gt, inArray, or, sql } from "drizzle-orm";
import { backups, restores } from "#drizzle/backups";
import type { BackupDto } from "#lib/api/backup-dto";
import { readListed } from "#lib/api/read-backups";
import { readExpiry } from "#lib/api/read-expiry";
import type { Database } from "#lib/db/client";
import { newestFirst } from "#lib/db/newest-first";

const most = 20;

/**
 * The backups of a container that are being restored, or were within the last day, however far down
 * the list they stand; newest restore first, at most 20.
 */
export async function readRestored(
  db: Database,
  where: { hubId: string; containerId: string },
): Promise<BackupDto[]> {
  const newest = sql<Date>`max(${restores.created})`;
  const rows = await db
    .select({ backupId: restores.backupId })
    .from(restores)
    .where(
      and(
        eq(restores.hubId, where.hubId),
        eq(restores.containerId, where.containerId),
        or(
          inArray(restores.state, ["queued", "running"]),
          gt(restores.finished, sql`now() - interval '1 day'`),
        ),
      ),
    )
    .groupBy(restores.backupId)
    .orderBy(desc(newest))
    .limit(most);
  const ids = rows.map(({ backupId }) => backupId);
  if (ids.length === 0) return [];
  const found = await readListed(
    db,
    {
      where: and(inArray(backups.id, ids), sql`${backups.state} <> 'deleted'`),
      order: newestFirst(backups),
      limit: most,
      offset: 0,
    },
    await readExpiry(db, where.containerId),
  );
  return found.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}
