import { answer } from "#lib/api/answer";
import { statsQuery } from "#lib/api/params";
import { readStats } from "#lib/api/read-stats";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: "containers-backups-view", query: statsQuery },
  async ({ deps, member, query }) =>
    answer({ data: await readStats(deps.db, member.hubId, query.time_zone) }),
);
