import { z } from "zod";
import { answer } from "#lib/api/answer";
import { route } from "#lib/api/route";
import { requestBackups } from "#lib/backups/request-backups";

export const POST = route(
  {
    capability: "containers-backups-manage",
    body: z.strictObject({
      action: z.literal("backup"),
      contents: z.strictObject({ container_ids: z.array(z.uuid()).min(1).max(500) }),
    }),
  },
  async ({ deps, member, actor, body }) => {
    const results = await requestBackups(deps.requests, {
      hubId: member.hubId,
      containerIds: body.contents.container_ids,
      actor,
    });
    return answer({ data: { results } }, 202);
  },
);
