import { requestBackup } from "#lib/backups/request-backup";
import type { RequestRecord } from "#lib/backups/request-ports";
import type { Actor } from "#lib/backups/types";
import { Refusal } from "#lib/hubs/refusal";

const atOnce = 4;

/**
 * Backs up every running instance of many containers, each by itself: one that is refused keeps no
 * other from being queued.
 *
 * @returns for each container how many backups were queued, or why none was
 */
export async function requestBackups(
  record: RequestRecord,
  input: { hubId: string; containerIds: readonly string[]; actor: Actor },
): Promise<{ id: string; queued: number; reason: string | null }[]> {
  const { hubId, actor } = input;
  const ids = [...new Set(input.containerIds)];
  async function one(id: string) {
    try {
      const queued = await requestBackup(record, {
        hubId,
        containerId: id,
        trigger: "manual",
        actor,
      });
      return { id, queued: queued.length, reason: null };
    } catch (error) {
      if (error instanceof Refusal) return { id, queued: 0, reason: error.message };
      throw error;
    }
  }
  const results: Awaited<ReturnType<typeof one>>[] = [];
  for (let at = 0; at < ids.length; at += atOnce)
    results.push(...(await Promise.all(ids.slice(at, at + atOnce).map(one))));
  return results;
}
