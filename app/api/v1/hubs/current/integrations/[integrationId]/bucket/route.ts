import { answer } from "#lib/api/answer";
import { requireIntegration } from "#lib/api/change-integration";
import { integrationParams } from "#lib/api/params";
import { readBucket } from "#lib/api/read-sweeps";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: "hubs-integrations-view", params: integrationParams },
  async ({ deps, member, params }) => {
    await requireIntegration(deps, { hubId: member.hubId, id: params.integrationId });
    return answer({ data: await readBucket(deps.db, { hubId: member.hubId, ...params }) });
  },
);
