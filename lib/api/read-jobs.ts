import { and, eq } from "drizzle-orm";
import { jobs } from "#drizzle/activity";
import { users } from "#drizzle/hubs";
import type { JobDescriptorDto, JobDto } from "#lib/api/hub-dto";
import { neverTime, timeOrNever } from "#lib/api/times";
import type { Database } from "#lib/db/client";

/** What a call that queued work answers with. */
export function describeJob(action: string, jobIds: string[], queue = "backups"): JobDescriptorDto {
  const [id = ""] = jobIds;
  return {
    action,
    job: {
      id,
      accepted: true,
      queue,
      schedule: neverTime,
      parallel: { tasks: jobIds },
      tasks: jobIds,
    },
  };
}

/** One job of the hub, or null. */
export async function readJob(
  db: Database,
  where: { hubId: string; jobId: string },
): Promise<JobDto | null> {
  const [found] = await db
    .select({ row: jobs, creatorName: users.name })
    .from(jobs)
    .leftJoin(users, eq(users.id, jobs.creatorId))
    .where(and(eq(jobs.hubId, where.hubId), eq(jobs.id, where.jobId)));
  if (!found) return null;
  const { row, creatorName } = found;
  return {
    id: row.id,
    hub_id: row.hubId,
    queue: row.queue,
    caption: row.caption,
    events: {
      queued: row.created.toISOString(),
      started: timeOrNever(row.started),
      completed: timeOrNever(row.completed),
    },
    schedule: neverTime,
    tasks: [{ id: row.id, action: row.action, state: row.state }],
    expires: neverTime,
    hash: row.id,
    limit_duplicates: false,
    creator: { id: row.creatorId, name: creatorName ?? "Holdfast" },
    state: { current: row.state, changed: row.updated.toISOString(), error: row.error },
  };
}
