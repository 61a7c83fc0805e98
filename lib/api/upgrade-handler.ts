import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { admitMember } from "#lib/api/admit-member";
import { answerError, HttpFailure } from "#lib/api/answer";
import type { LiveFeed } from "#lib/api/live-feed";
import { createLiveSocket } from "#lib/api/live-socket";
import type { SocketDeps } from "#lib/api/socket-deps";
import { matchPath, type Serve, type SocketRoute } from "#lib/api/socket-route";
import { can } from "#lib/auth/capabilities";
import { findMember, type Member } from "#lib/auth/find-member";
import { findVisitor } from "#lib/auth/find-visitor";
import { isFromAnotherSite } from "#lib/auth/from-another-site";
import { readCookie } from "#lib/auth/read-cookie";
import { sessionCookie } from "#lib/auth/session-cookie";
import { readSettings } from "#lib/start/settings";

/** Longest single message of a browser's; a paste comes in many. */
const longestMessage = 128 * 1024;

/**
 * Takes the handshakes of WebSockets. Each is checked as a call of the API is: session, `X-Hub-Id`,
 * capability, input; and, as a browser lets any site's page open one with the user's cookie, that
 * the page asking is ours. One that is refused is answered in the API's envelope.
 *
 * @returns whether the address is one of the routes'
 */
export function createUpgradeHandler(routes: readonly SocketRoute[], deps: SocketDeps) {
  const server = new WebSocketServer({ noServer: true, maxPayload: longestMessage });

  return (request: IncomingMessage, stream: Duplex, head: Buffer): boolean => {
    const address = URL.parse(request.url ?? "/", "http://holdfast");
    if (!address) return false;
    const { pathname, searchParams } = address;
    for (const route of routes) {
      const params = matchPath(route.path, pathname);
      if (!params) continue;
      stream.on("error", () => undefined);
      void check(route, request, { params, query: Object.fromEntries(searchParams) }).then(
        (checked) =>
          server.handleUpgrade(request, stream, head, (socket) =>
            serveSocket(socket, { ...checked, route, deps }),
          ),
        (error: unknown) => refuse(stream, error),
      );
      return true;
    }
    return false;
  };

  async function check(
    route: SocketRoute,
    request: IncomingMessage,
    given: Parameters<SocketRoute["prepare"]>[1],
  ) {
    const headers = {
      get: (name: string) => [request.headers[name]].flat()[0] ?? null,
    };
    const { name } = sessionCookie(readSettings(process.env).url);
    const visitor = await findVisitor(deps.db, readCookie(request.headers.cookie, name));
    const member = admitMember(visitor, headers, route.capability);
    if (isFromAnotherSite(headers)) {
      throw new HttpFailure(403, "403.permissions", "Not allowed", {
        detail: "This request came from another site.",
      });
    }
    const serve = await route.prepare({ deps, member }, given);
    return { serve, member, feed: await deps.live() };
  }
}

function serveSocket(
  socket: WebSocket,
  opened: { route: SocketRoute; serve: Serve; member: Member; deps: SocketDeps; feed: LiveFeed },
): void {
  const { route, serve, member, deps, feed } = opened;
  const isStillAllowed = async () => {
    const now = await findMember(deps.db, member);
    return now !== null && now.hubId === member.hubId && can(now.role, route.capability);
  };
  const watch = (changed: () => void) =>
    feed.subscribe(member.hubId, (event) => {
      if (event === "missed" || event.type === "members" || event.type === "account") changed();
    });
  const live = createLiveSocket(socket, { isStillAllowed, watch });
  serve(live)
    .catch(async (error: unknown) => {
      const { error: problem } = await answerError(error).json();
      await live.send({ type: "refused", error: problem });
    })
    .finally(() => live.close());
}

/** Answers a handshake with an error, as HTTP. */
async function refuse(stream: Duplex, error: unknown): Promise<void> {
  const response = answerError(error);
  const body = await response.text();
  stream.end(
    [
      `HTTP/1.1 ${response.status} Refused`,
      "content-type: application/json",
      "cache-control: no-store",
      `content-length: ${Buffer.byteLength(body)}`,
      "connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}
