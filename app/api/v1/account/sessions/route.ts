import { answer } from "#lib/api/answer";
import { readSessions } from "#lib/api/read-account";
import { route } from "#lib/api/route";
import { endOwnSessions } from "#lib/auth/end-own-sessions";

export const GET = route({ capability: null }, async ({ deps, member }) =>
  answer({ data: await readSessions(deps.db, member) }),
);

/** Ends all but the one that asks. */
export const DELETE = route({ capability: null }, async ({ deps, member }) =>
  answer({ data: { sessions_ended: await endOwnSessions(deps.db, member, "others") } }),
);
