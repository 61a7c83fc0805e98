import { openEventStream } from "#lib/api/event-stream";
import { route } from "#lib/api/route";

export const GET = route({ capability: "containers-view" }, async ({ deps, member, request }) =>
  openEventStream(deps.live, member.hubId, request.signal),
);
