import { answer } from "#lib/api/answer";
import { readHosts } from "#lib/api/read-hosts";
import { route } from "#lib/api/route";

export const GET = route({ capability: "containers-view" }, async ({ deps, member }) =>
  answer({ data: await readHosts(deps.db, member.hubId) }),
);
