import { openEventStream } from "#lib/api/event-stream";
import { route } from "#lib/api/route";
import { isStillMember } from "#lib/auth/find-member";

export const GET = route({ capability: "containers-view" }, async ({ deps, member, request }) =>
  openEventStream(deps.live, {
    hubId: member.hubId,
    method: request.method,
    signal: request.signal,
    isStillMember: () => isStillMember(deps.db, member),
  }),
);
