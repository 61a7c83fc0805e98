import { and, eq } from "drizzle-orm";
import { backupConfigs } from "#drizzle/backups";
import type { BackupConfigDto } from "#lib/api/container-dto";
import type { Database } from "#lib/db/client";

/** A container's Config → Integrations → Backups, or null when nothing was set. */
export async function readBackupConfig(
  db: Database,
  where: { hubId: string; containerId: string },
): Promise<BackupConfigDto | null> {
  const [row] = await db
    .select()
    .from(backupConfigs)
    .where(
      and(eq(backupConfigs.hubId, where.hubId), eq(backupConfigs.containerId, where.containerId)),
    );
  return row ? toBackupConfig(row) : null;
}

/** The row as the API answers it. */
export function toBackupConfig(row: typeof backupConfigs.$inferSelect): BackupConfigDto {
  return {
    integration_id: row.integrationId,
    backup: {
      command: row.backupCommand,
      timeout: row.backupTimeout,
      cron_string: row.cronString,
      time_zone: row.timeZone,
      instance_id: row.scheduledInstanceId,
    },
    restore:
      row.restoreCommand === null
        ? null
        : { command: row.restoreCommand, timeout: row.restoreTimeout },
    retention: row.retention,
  };
}
