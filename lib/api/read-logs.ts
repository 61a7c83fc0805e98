import { and, asc, eq, sql } from "drizzle-orm";
import { backups, logs, restores } from "#drizzle/backups";
import type { BackupLogDto } from "#lib/api/backup-dto";
import { timeOrNever } from "#lib/api/times";
import type { Database } from "#lib/db/client";

/** The log of a backup, then those of the restores made from it, oldest first. */
export async function readLogs(
  db: Database,
  where: { hubId: string; containerId: string; backupId: string },
): Promise<BackupLogDto[]> {
  const rows = await db
    .select({ log: logs, backup: backups, restore: restores })
    .from(logs)
    .innerJoin(backups, eq(backups.id, logs.backupId))
    .leftJoin(restores, eq(restores.id, logs.restoreId))
    .where(
      and(
        eq(logs.hubId, where.hubId),
        eq(logs.containerId, where.containerId),
        eq(logs.backupId, where.backupId),
      ),
    )
    .orderBy(sql`${logs.restoreId} is not null`, asc(logs.created));
  return rows.map(({ log, backup, restore }) => {
    const run = restore ?? backup;
    return {
      id: log.id,
      hub_id: log.hubId,
      container_id: log.containerId,
      instance_id: log.instanceId,
      backup_id: log.backupId,
      restore_id: log.restoreId,
      type: log.type,
      source: log.source,
      log: log.log,
      total_bytes: log.totalBytes,
      cut_bytes: log.cutBytes,
      running: run.state === "saving" || run.state === "running",
      error: run.errorMessage ? { message: run.errorMessage } : null,
      events: {
        created: log.created.toISOString(),
        updated: log.updated.toISOString(),
        deleted: timeOrNever(null),
      },
    };
  });
}
