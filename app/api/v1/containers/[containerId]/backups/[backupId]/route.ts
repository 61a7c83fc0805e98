import { answer } from "#lib/api/answer";
import { hideCommands } from "#lib/api/hide-commands";
import { backupParams } from "#lib/api/params";
import { readBackup } from "#lib/api/read-backups";
import { describeJob } from "#lib/api/read-jobs";
import { route } from "#lib/api/route";
import { requestDelete } from "#lib/backups/request-delete";
import { Refusal } from "#lib/hubs/refusal";

export const GET = route(
  { capability: "containers-backups-view", params: backupParams },
  async ({ deps, member, params }) => {
    const backup = await readBackup(deps.db, { hubId: member.hubId, ...params });
    if (!backup)
      throw new Refusal("not-found", "This container has no such backup.", {
        subject: "container.backup",
      });
    return answer({ data: hideCommands(member.role, backup) });
  },
);

export const DELETE = route(
  { capability: "containers-backups-manage", params: backupParams },
  async ({ deps, member, actor, params }) => {
    const where = { hubId: member.hubId, ...params };
    if (!(await readBackup(deps.db, where))) {
      throw new Refusal("not-found", "This container has no such backup.", {
        subject: "container.backup",
      });
    }
    const { deleting, refused } = await requestDelete(deps.requests, {
      ...where,
      backupIds: [params.backupId],
      actor,
    });
    if (refused[0]) throw new Refusal("invalid-state", refused[0].reason);
    return answer(
      {
        data: describeJob(
          "delete",
          deleting.map(({ jobId }) => jobId),
        ),
      },
      202,
    );
  },
);
