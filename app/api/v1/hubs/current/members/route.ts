import { answer } from "#lib/api/answer";
import { readMembers } from "#lib/api/read-members";
import { route } from "#lib/api/route";

export const GET = route({ capability: null }, async ({ deps, member }) =>
  answer({ data: await readMembers(deps.db, member.hubId) }),
);
