import { answer } from "#lib/api/answer";
import { sessionParams } from "#lib/api/params";
import { route } from "#lib/api/route";
import { endOwnSessions } from "#lib/auth/end-own-sessions";

export const DELETE = route(
  { capability: null, params: sessionParams },
  async ({ deps, member, params: { sessionId } }) =>
    answer({ data: { sessions_ended: await endOwnSessions(deps.db, member, { id: sessionId }) } }),
);
