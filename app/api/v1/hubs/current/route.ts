import { answer } from "#lib/api/answer";
import { changeHub, readHub } from "#lib/api/change-hub";
import { route } from "#lib/api/route";
import { hubNameInput } from "#lib/hubs/hub-settings";

export const GET = route({ capability: null }, async ({ deps, member }) =>
  answer({ data: await readHub(deps.db, member.hubId) }),
);

export const PATCH = route(
  { capability: "hubs-settings-manage", body: hubNameInput },
  async ({ deps, member, actor, body }) =>
    answer({ data: await changeHub(deps.db, member.hubId, body, actor) }),
);
