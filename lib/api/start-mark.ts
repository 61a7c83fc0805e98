import type { JobDescriptorDto } from "#lib/api/hub-dto";
import { describeJob } from "#lib/api/read-jobs";
import type { WebDeps } from "#lib/api/web-deps";
import { type MarkAction, markBackups } from "#lib/backups/mark-backups";
import type { Actor } from "#lib/backups/types";
import { Refusal } from "#lib/hubs/refusal";

/**
 * Pins, unpins or verifies one backup. A pin is set at once and has no job: its descriptor names none.
 *
 * @throws Refusal where it cannot be done, or there is no such backup
 */
export async function startMark(
  deps: Pick<WebDeps, "marks">,
  where: { hubId: string; containerId: string; backupId: string; actor: Actor },
  action: MarkAction,
): Promise<JobDescriptorDto> {
  const { backupId, ...rest } = where;
  const { done, refused } = await markBackups(deps.marks, {
    ...rest,
    backupIds: [backupId],
    action,
  });
  const [not] = refused;
  if (not?.isThere) throw new Refusal("invalid-state", not.reason);
  if (not) throw new Refusal("not-found", not.reason, { subject: "container.backup" });
  return describeJob(
    action,
    done.flatMap(({ jobId }) => jobId ?? []),
  );
}
