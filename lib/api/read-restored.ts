import { and, desc, eq, gt, inArray, or, sql } from "drizzle-orm";
import { restores } from "#drizzle/backups";
import type { BackupDto } from "#lib/api/backup-dto";
import { readBackup } from "#lib/api/read-backups";
import type { Database } from "#lib/db/client";

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
  const found = await Promise.all(
    rows.map(({ backupId }) => readBackup(db, { ...where, backupId })),
  );
  return found.flatMap((backup) => {
    if (!backup) return [];
    const { parts: _parts, manifest_path: _path, by_hand: _hand, ...listed } = backup;
    return [listed];
  });
}
