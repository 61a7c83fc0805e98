import { answer } from "#lib/api/answer";
import { containersQuery } from "#lib/api/params";
import { readContainerSummaries, readContainers } from "#lib/api/read-containers";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: "containers-view", query: containersQuery },
  async ({ deps, member, query }) =>
    answer(
      query.view === "summary"
        ? { data: await readContainerSummaries(deps.db, member.hubId) }
        : await readContainers(deps.db, member.hubId, query),
    ),
);
