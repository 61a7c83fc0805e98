import { answer } from "#lib/api/answer";
import { addIntegration } from "#lib/api/change-integration";
import { readIntegrations } from "#lib/api/read-integrations";
import { route } from "#lib/api/route";
import { newIntegrationInput } from "#lib/integrations/integration-input";

export const GET = route({ capability: "hubs-integrations-view" }, async ({ deps, member }) =>
  answer({ data: await readIntegrations(deps.db, member.hubId) }),
);

export const POST = route(
  { capability: "hubs-integrations-manage", body: newIntegrationInput },
  async ({ deps, member, actor, body }) =>
    answer({ data: await addIntegration(deps, member.hubId, body, actor) }, 201),
);
