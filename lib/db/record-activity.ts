import { v7 as uuidv7 } from "uuid";
import { activity } from "#drizzle/activity";
import type { Actor } from "#lib/backups/types";
import type { Database, Transaction } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";

/**
 * Writes one line of the hub's audit trail, and tells the open tabs; within a transaction it stands or
 * falls with the deed, and a thousand lines are told once.
 */
export async function recordActivity(
  db: Database | Transaction,
  entry: {
    hubId: string;
    actor: Actor;
    event: string;
    containerId?: string;
    backupId?: string;
    subject?: string;
    details?: Record<string, unknown>;
  },
): Promise<void> {
  await db.insert(activity).values({
    id: uuidv7(),
    hubId: entry.hubId,
    actorId: entry.actor.id,
    actor: entry.actor.name,
    event: entry.event,
    containerId: entry.containerId,
    backupId: entry.backupId,
    subject: entry.subject ?? "",
    details: entry.details ?? {},
  });
  await announce(db, entry.hubId, { type: "activity" });
}
