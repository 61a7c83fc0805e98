import { answer } from "#lib/api/answer";
import { changeHubSettings, readSettingsOfHub } from "#lib/api/hub-settings";
import { route } from "#lib/api/route";
import { hubSettingsInput } from "#lib/hubs/hub-settings";

export const GET = route({ capability: null }, async ({ deps, member }) =>
  answer({ data: await readSettingsOfHub(deps.db, member.hubId) }),
);

export const PATCH = route(
  { capability: "hubs-settings-manage", body: hubSettingsInput },
  async ({ deps, member, actor, body }) =>
    answer({ data: await changeHubSettings(deps.db, member.hubId, body, actor) }),
);
