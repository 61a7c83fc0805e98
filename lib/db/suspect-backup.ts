import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { backups } from "#drizzle/backups";
import type { RunRef } from "#lib/backups/types";
import type { Transaction } from "#lib/db/client";
import type { Enqueue } from "#lib/db/enqueue";
import { announce } from "#lib/db/live-channel";

/**
 * A restore met bytes that were not stored: its backup is read back whole at once, and is `missing`
 * when the check finds the same. Nobody has to remember which one it was.
 */
export async function suspectBackup(
  tx: Transaction,
  enqueue: Enqueue,
  { backupId, hubId, containerId }: RunRef,
): Promise<void> {
  const [row] = await tx
    .update(backups)
    .set({ verifyRequested: new Date() })
    .where(and(eq(backups.id, backupId), eq(backups.state, "live")))
    .returning({ hostId: backups.hostId });
  if (!row) return;
  await enqueue(tx, { id: uuidv7(), hostId: row.hostId, action: "verify" });
  await announce(tx, hubId, {
    type: "backup",
    id: backupId,
    container_id: containerId,
    state: "live",
  });
}
