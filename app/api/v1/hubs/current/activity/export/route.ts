import { activityExportQuery } from "#lib/api/activity-query";
import { exportActivity } from "#lib/api/export-activity";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: null, query: activityExportQuery },
  async ({ deps, member, query }) => exportActivity(deps.db, member.hubId, query),
);
