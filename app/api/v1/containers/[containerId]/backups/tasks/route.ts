import { z } from "zod";
import { answer } from "#lib/api/answer";
import { containerParams } from "#lib/api/params";
import { route } from "#lib/api/route";
import { requestDelete } from "#lib/backups/request-delete";

export const POST = route(
  {
    capability: "containers-backups-manage",
    params: containerParams,
    body: z.strictObject({
      action: z.literal("delete"),
      contents: z.strictObject({ ids: z.array(z.uuid()).min(1).max(500) }),
    }),
  },
  async ({ deps, member, actor, params, body }) => {
    const { deleting, refused } = await requestDelete(deps.requests, {
      hubId: member.hubId,
      ...params,
      backupIds: body.contents.ids,
      actor,
    });
    return answer({ data: { deleted: deleting.map(({ id }) => id), refused } }, 202);
  },
);
