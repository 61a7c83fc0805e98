import { z } from "zod";
import { answer } from "#lib/api/answer";
import { containerParams } from "#lib/api/params";
import { requireContainer } from "#lib/api/require-container";
import { route } from "#lib/api/route";
import { markBackups } from "#lib/backups/mark-backups";
import { requestDelete } from "#lib/backups/request-delete";

export const POST = route(
  {
    capability: "containers-backups-manage",
    params: containerParams,
    body: z.strictObject({
      action: z.enum(["delete", "pin", "unpin", "verify"]),
      contents: z.strictObject({ ids: z.array(z.uuid()).min(1).max(500) }),
    }),
  },
  async ({ deps, member, actor, params, body }) => {
    const input = { hubId: member.hubId, ...params, backupIds: body.contents.ids, actor };
    const { action } = body;
    if (action === "delete") {
      const { deleting, refused } = await requestDelete(deps.requests, input);
      return answer({ data: { deleted: deleting.map(({ id }) => id), refused } }, 202);
    }
    await requireContainer(deps.db, member.hubId, params.containerId);
    const { done, refused } = await markBackups(deps.marks, { ...input, action });
    const why = refused.map(({ id, reason }) => ({ id, reason }));
    return answer({ data: { done: done.map(({ id }) => id), refused: why } }, 202);
  },
);
