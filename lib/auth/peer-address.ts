import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

// The server and Next's bundles are one process but load this file apart. A name that nobody outside
// can guess keeps a client from sending the header itself.
const kept = globalThis as typeof globalThis & { holdfastPeerHeader?: string };

/** Notes on a request which address its connection comes from; Next shows no socket to an action. */
export function notePeer(request: IncomingMessage): void {
  kept.holdfastPeerHeader ??= `x-holdfast-peer-${randomBytes(16).toString("hex")}`;
  // It stays where Next asks this server again by itself, for an action that another page has.
  request.headers[kept.holdfastPeerHeader] ??= request.socket.remoteAddress ?? "";
}

/** The address that `notePeer` noted, or null where no server of ours stands in front of Next. */
export function peerAddress(headers: { get(name: string): string | null }): string | null {
  return kept.holdfastPeerHeader ? headers.get(kept.holdfastPeerHeader) : null;
}
