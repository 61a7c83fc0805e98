import { z } from "zod";
import { openEventStream } from "#lib/api/event-stream";
import { route } from "#lib/api/route";
import { isStillMember } from "#lib/auth/find-member";

/** When the page was made that asks, in ms since 1970: it hears of what has changed from then on. */
const query = z.object({ since: z.coerce.number().int().nonnegative().optional() });

export const GET = route(
  { capability: "containers-view", query },
  async ({ deps, member, request, query: { since } }) =>
    openEventStream(deps.live, {
      hubId: member.hubId,
      method: request.method,
      // A browser that was cut off asks for the same address again, and then looks at everything afresh.
      since: request.headers.has("last-event-id") ? undefined : since,
      signal: request.signal,
      isStillMember: () => isStillMember(deps.db, member),
    }),
);
