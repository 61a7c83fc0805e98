import type { BackupConfigInput } from "#lib/backups/backup-config-input";
import { decideDue } from "#lib/backups/decide-due";
import type { Actor } from "#lib/backups/types";
import type { Database } from "#lib/db/client";
import type { Enqueue } from "#lib/db/enqueue";
import { createScheduleRecord } from "#lib/db/schedule-record";
import { setBackupConfig } from "#lib/db/set-backup-config";

export type ConfigDeps = { db: Database; queue: { enqueue: Enqueue } };

/**
 * Sets a container's config. What came due until now is seen to first: a due time is judged by the
 * schedule that it came due by, and not dropped because nobody had looked yet.
 *
 * @throws Refusal
 */
export async function saveBackupConfig(
  { db, queue }: ConfigDeps,
  where: { hubId: string; containerId: string },
  input: BackupConfigInput,
  actor: Actor,
): Promise<void> {
  const now = new Date();
  await createScheduleRecord(db, queue.enqueue).settle(where.containerId, now, (state) =>
    decideDue(state, now),
  );
  await setBackupConfig(db, where, input, actor);
}
