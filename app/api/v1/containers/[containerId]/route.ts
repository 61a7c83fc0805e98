import { z } from "zod";
import { answer } from "#lib/api/answer";
import { containerParams } from "#lib/api/params";
import { requireContainer } from "#lib/api/require-container";
import { route } from "#lib/api/route";
import { setStateful } from "#lib/db/set-backup-config";

export const GET = route({ capability: "containers-view", params: containerParams }, async ({ deps, member, params }) =>
  answer({ data: await requireContainer(deps.db, member.hubId, params.containerId) }),
);

export const PATCH = route(
  {
    capability: "containers-config-manage",
    params: containerParams,
    body: z.strictObject({ stateful_override: z.boolean().nullable() }),
  },
  async ({ deps, member, actor, params, body }) => {
    await setStateful(deps.db, { hubId: member.hubId, ...params }, body.stateful_override, actor);
    return answer({ data: await requireContainer(deps.db, member.hubId, params.containerId) });
  },
);
