import { answer } from "#lib/api/answer";
import { readContainers } from "#lib/api/read-containers";
import { route } from "#lib/api/route";

export const GET = route({ capability: "containers-view" }, async ({ deps, member }) =>
  answer({ data: await readContainers(deps.db, member.hubId) }),
);
