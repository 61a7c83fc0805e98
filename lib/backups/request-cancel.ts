import { v7 as uuidv7 } from "uuid";
import type { RequestRecord } from "#lib/backups/request-ports";
import type { Actor } from "#lib/backups/types";
import { Refusal } from "#lib/hubs/refusal";

/**
 * Asks for a backup, or one restore made from it, to stop. A queued one is cancelled at once.
 *
 * @returns the job of the request, which is over when the run is
 * @throws Refusal when there is no such run, or it has ended
 */
export async function requestCancel(
  record: RequestRecord,
  input: { hubId: string; containerId: string; backupId: string; restoreId?: string; actor: Actor },
): Promise<{ jobId: string }> {
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
  const jobId = uuidv7();
  const { hubId, actor } = input;
  const asked = await record.requestCancel({ kind, id: run.id, hubId, jobId }, actor);
  if (!asked) throw new Refusal("invalid-state", `This ${kind} has already ended.`);
  return { jobId };
}
