import { z } from "zod";
import { answer } from "#lib/api/answer";
import { hideCommands } from "#lib/api/hide-commands";
import { backupsQuery, containerParams } from "#lib/api/params";
import { readBackup, readBackups } from "#lib/api/read-backups";
import { readIncludes } from "#lib/api/read-integrations";
import { describeJob } from "#lib/api/read-jobs";
import { requireContainer } from "#lib/api/require-container";
import { route } from "#lib/api/route";
import { can } from "#lib/auth/capabilities";
import { requestBackup } from "#lib/backups/request-backup";

export const GET = route(
  {
    capability: "containers-backups-view",
    params: containerParams,
    query: backupsQuery,
  },
  async ({ deps, member, params, query }) => {
    await requireContainer(deps.db, member.hubId, params.containerId);
    const page = await readBackups(deps.db, { hubId: member.hubId, ...params }, query);
    return answer({
      ...hideCommands(member.role, page),
      ...(can(member.role, "hubs-integrations-view")
        ? await readIncludes(deps.db, member.hubId, query.include)
        : {}),
    });
  },
);

export const POST = route(
  {
    capability: "containers-backups-manage",
    params: containerParams,
    body: z.strictObject({ instance_id: z.uuid().optional() }),
  },
  async ({ deps, member, actor, params, body }) => {
    const where = { hubId: member.hubId, ...params };
    const queued = await requestBackup(deps.requests, {
      ...where,
      instanceId: body.instance_id,
      trigger: "manual",
      actor,
    });
    const backups = await Promise.all(
      queued.map(({ id }) => readBackup(deps.db, { ...where, backupId: id })),
    );
    const descriptor = describeJob(
      "backup",
      queued.map(({ jobId }) => jobId),
    );
    return answer({ data: { ...descriptor, backups } }, 202);
  },
);
