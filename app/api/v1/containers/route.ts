import { answer } from "#lib/api/answer";
import { hideCommands } from "#lib/api/hide-commands";
import { containersQuery } from "#lib/api/params";
import { readContainerSummaries, readContainers } from "#lib/api/read-containers";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: "containers-view", query: containersQuery },
  async ({ deps, member, query }) =>
    answer(
      query.view === "summary"
        ? { data: await readContainerSummaries(deps.db, member.hubId, query.sort) }
        : hideCommands(member.role, await readContainers(deps.db, member.hubId, query)),
    ),
);
