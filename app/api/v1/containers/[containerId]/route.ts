import { z } from "zod";
import { answer } from "#lib/api/answer";
import { changeContainer } from "#lib/api/change-container";
import { hideCommands } from "#lib/api/hide-commands";
import { containerParams } from "#lib/api/params";
import { describeJob } from "#lib/api/read-jobs";
import { requireContainer } from "#lib/api/require-container";
import { route } from "#lib/api/route";
import { requestDeletion } from "#lib/containers/request-deletion";

export const GET = route(
  { capability: "containers-view", params: containerParams },
  async ({ deps, member, params }) =>
    answer({
      data: hideCommands(
        member.role,
        await requireContainer(deps.db, member.hubId, params.containerId),
      ),
    }),
);

export const PATCH = route(
  {
    capability: "containers-config-manage",
    params: containerParams,
    body: z
      .strictObject({ stateful_override: z.boolean().nullable(), keep_backups: z.boolean() })
      .partial()
      .refine((change) => Object.keys(change).length > 0, "Name at least one thing to change."),
  },
  async ({ deps, member, actor, params, body }) => {
    const where = { hubId: member.hubId, ...params };
    return answer({ data: await changeContainer(deps, where, body, actor) });
  },
);

export const DELETE = route(
  {
    capability: "containers-manage",
    params: containerParams,
    query: z.object({
      name: z.string().optional(),
      volumes: z.enum(["true", "false"]).default("false"),
    }),
  },
  async ({ deps, member, actor, params, query }) => {
    const { jobId } = await requestDeletion(deps.deletionRequests, {
      hubId: member.hubId,
      ...params,
      name: query.name,
      volumes: query.volumes === "true",
      actor,
    });
    return answer({ data: describeJob("delete", [jobId], "containers") }, 202);
  },
);
