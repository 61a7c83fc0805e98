import { z } from "zod";
import { answer } from "#lib/api/answer";
import { changeStateful } from "#lib/api/change-container";
import { hideCommands } from "#lib/api/hide-commands";
import { containerParams } from "#lib/api/params";
import { requireContainer } from "#lib/api/require-container";
import { route } from "#lib/api/route";

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
    body: z.strictObject({ stateful_override: z.boolean().nullable() }),
  },
  async ({ deps, member, actor, params, body }) => {
    const where = { hubId: member.hubId, ...params };
    return answer({ data: await changeStateful(deps, where, body.stateful_override, actor) });
  },
);
