import type { RequestRecord } from "#lib/backups/request-ports";
import type { Actor } from "#lib/backups/types";
import { Refusal } from "#lib/hubs/refusal";

/**
 * Asks for a backup, or one restore made from it, to stop. A queued one is cancelled at once.
 *
 * @throws Refusal when there is no such run, or it has ended
 */
export async function requestCancel(
  record: RequestRecord,
  input: { hubId: string; containerId: string; backupId: string; restoreId?: string; actor: Actor },
): Promise<void> {
  const backup = await record.backup(input.hubId, input.containerId, input.backupId);
  if (!backup)
    throw new Refusal("not-found", "This container has no such backup.", {
      subject: "container.backup",
    });
  const run = input.restoreId
    ? await record.restore(input.hubId, input.backupId, input.restoreId)
    : { id: backup.id };
  if (!run)
    throw new Refusal("not-found", "This backup has no such restore.", {
      subject: "container.backup",
    });
  const kind = input.restoreId ? "restore" : "backup";
  const asked = await record.requestCancel({ kind, id: run.id, hubId: input.hubId }, input.actor);
  if (!asked) throw new Refusal("invalid-state", `This ${kind} has already ended.`);
}
