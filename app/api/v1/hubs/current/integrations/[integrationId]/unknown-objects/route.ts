import { answer } from "#lib/api/answer";
import { requireIntegration } from "#lib/api/change-integration";
import { integrationParams, pageQuery } from "#lib/api/params";
import { readUnknownObjects } from "#lib/api/read-unknown-objects";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: "hubs-integrations-view", params: integrationParams, query: pageQuery },
  async ({ deps, member, params, query }) => {
    await requireIntegration(deps, { hubId: member.hubId, id: params.integrationId });
    return answer(await readUnknownObjects(deps.db, { hubId: member.hubId, ...params }, query));
  },
);
