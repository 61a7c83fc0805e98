import { activityQuery } from "#lib/api/activity-query";
import { answer } from "#lib/api/answer";
import { readActivity } from "#lib/api/read-activity";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: null, query: activityQuery },
  async ({ deps, member, query }) => answer(await readActivity(deps.db, member.hubId, query)),
);
