import { answer } from "#lib/api/answer";
import { trendsQuery } from "#lib/api/params";
import { readTrends } from "#lib/api/read-trends";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: "containers-backups-view", query: trendsQuery },
  async ({ deps, member, query }) =>
    answer({ data: await readTrends(deps.db, member.hubId, query.ids) }),
);
