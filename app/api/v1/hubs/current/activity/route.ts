import { answer } from "#lib/api/answer";
import { pageQuery } from "#lib/api/params";
import { readActivity } from "#lib/api/read-hub";
import { route } from "#lib/api/route";

export const GET = route({ capability: null, query: pageQuery }, async ({ deps, member, query }) =>
  answer(await readActivity(deps.db, member.hubId, query)),
);
