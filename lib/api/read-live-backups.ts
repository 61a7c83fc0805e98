import { and, eq } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import type { BackupToJudge } from "#lib/backups/retention";
import type { Database } from "#lib/db/client";

/** A backup as retention judges it, with its stored bytes and its instance's name. */
export type LiveBackupRow = BackupToJudge & { size: number | null; instanceName: string };

/** All live backups of a container in as few columns as they can be judged by. */
export function readLiveBackups(db: Database, containerId: string): Promise<LiveBackupRow[]> {
  return db
    .select({
      id: backups.id,
      containerId: backups.containerId,
      instanceId: backups.instanceId,
      instanceName: backups.instanceName,
      created: backups.created,
      state: backups.state,
      pinned: backups.pinned,
      size: backups.size,
    })
    .from(backups)
    .where(and(eq(backups.containerId, containerId), eq(backups.state, "live")));
}
