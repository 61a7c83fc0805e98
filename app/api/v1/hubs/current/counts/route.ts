import { answer } from "#lib/api/answer";
import { readHubCounts } from "#lib/api/read-hub-counts";
import { route } from "#lib/api/route";

export const GET = route({ capability: "containers-view" }, async ({ deps, member }) =>
  answer({ data: await readHubCounts(deps.db, member.hubId) }),
);
