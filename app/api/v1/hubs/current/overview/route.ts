import { answer } from "#lib/api/answer";
import { readOverview } from "#lib/api/read-overview";
import { route } from "#lib/api/route";
import { can } from "#lib/auth/capabilities";

export const GET = route({ capability: "containers-backups-view" }, async ({ deps, member }) => {
  const integrations = can(member.role, "hubs-integrations-view");
  return answer({ data: await readOverview(deps.db, member.hubId, { integrations }) });
});
