import { v7 as uuidv7 } from "uuid";
import type { RequestRecord } from "#lib/backups/request-ports";
import type { Actor } from "#lib/backups/types";
import { Refusal } from "#lib/hubs/refusal";

export type DeleteAnswer = {
  deleting: { id: string; jobId: string }[];
  refused: { id: string; reason: string }[];
};

/**
 * Sends backups of one container on their way out. What may not go now is refused by name and
 * stays; the others go.
 *
 * @throws Refusal when the container is not there
 */
export async function requestDelete(
  record: RequestRecord,
  input: { hubId: string; containerId: string; backupIds: string[]; actor: Actor },
): Promise<DeleteAnswer> {
  const container = await record.container(input.hubId, input.containerId);
  if (!container)
    throw new Refusal("not-found", "This container is not in the hub.", { subject: "container" });
  const answer: DeleteAnswer = { deleting: [], refused: [] };
  for (const id of new Set(input.backupIds)) {
    const backup = await record.backup(input.hubId, input.containerId, id);
    if (!backup) {
      answer.refused.push({ id, reason: "This container has no such backup." });
      continue;
    }
    const jobId = uuidv7();
    const { hubId } = input;
    if (await record.requestDelete({ id, jobId, hubId, hostId: container.hostId }, input.actor)) {
      answer.deleting.push({ id, jobId });
    } else answer.refused.push({ id, reason: reasonToStay(backup) });
  }
  return answer;
}

function reasonToStay(backup: { state: string; activeRestores: number }): string {
  if (backup.activeRestores > 0)
    return "A restore is reading it. Wait for it or cancel it, then delete.";
  if (backup.state === "queued" || backup.state === "saving")
    return "It is still running. Cancel it, then delete.";
  return "It is being deleted already.";
}
