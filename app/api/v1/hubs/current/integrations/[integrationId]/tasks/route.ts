import { z } from "zod";
import { answer } from "#lib/api/answer";
import { verifyIntegration } from "#lib/api/change-integration";
import { integrationParams } from "#lib/api/params";
import { route } from "#lib/api/route";

export const POST = route(
  {
    capability: "hubs-integrations-manage",
    params: integrationParams,
    body: z.strictObject({ action: z.literal("verify") }),
  },
  async ({ deps, member, params }) =>
    answer({
      data: await verifyIntegration(deps, { hubId: member.hubId, id: params.integrationId }),
    }),
);
