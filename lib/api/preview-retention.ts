import type { RetentionPreviewDto } from "#lib/api/container-dto";
import { readLiveBackups } from "#lib/api/read-live-backups";
import { judgeBackups } from "#lib/backups/retention";
import type { RetentionPolicy } from "#lib/backups/types";
import type { Database } from "#lib/db/client";

const mostNamed = 5;

/**
 * What a policy that is not saved would do to a container's present backups: the same judgement that
 * retention acts on, and nothing is changed.
 */
export async function previewRetention(
  db: Database,
  containerId: string,
  terms: { policy: RetentionPolicy; timeZone: string; now: Date },
): Promise<RetentionPreviewDto> {
  const live = await readLiveBackups(db, containerId);
  const judged = judgeBackups(live, { containerId, ...terms });
  const going = live
    .filter(({ id }) => judged.get(id)?.goes)
    .sort((a, b) => b.created.getTime() - a.created.getTime());
  return {
    live: live.length,
    count: going.length,
    bytes: going.reduce((bytes, one) => bytes + (one.size ?? 0), 0),
    ids: going.map(({ id }) => id),
    newest: going.slice(0, mostNamed).map((one) => ({
      id: one.id,
      instance_name: one.instanceName,
      created: one.created.toISOString(),
      size: one.size ?? 0,
    })),
  };
}
