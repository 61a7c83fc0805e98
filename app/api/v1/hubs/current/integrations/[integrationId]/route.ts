import { answer } from "#lib/api/answer";
import {
  editIntegration,
  removeIntegration,
  requireIntegration,
} from "#lib/api/change-integration";
import { integrationParams } from "#lib/api/params";
import { route } from "#lib/api/route";
import { integrationPatch } from "#lib/integrations/integration-input";

export const GET = route(
  { capability: "hubs-integrations-view", params: integrationParams },
  async ({ deps, member, params }) =>
    answer({
      data: await requireIntegration(deps, { hubId: member.hubId, id: params.integrationId }),
    }),
);

export const PATCH = route(
  {
    capability: "hubs-integrations-manage",
    params: integrationParams,
    body: integrationPatch,
  },
  async ({ deps, member, actor, params, body }) => {
    const where = { hubId: member.hubId, id: params.integrationId };
    return answer({ data: await editIntegration(deps, where, body, actor) });
  },
);

export const DELETE = route(
  { capability: "hubs-integrations-manage", params: integrationParams },
  async ({ deps, member, actor, params }) => {
    await removeIntegration(deps, { hubId: member.hubId, id: params.integrationId }, actor);
    return answer({ data: null });
  },
);
