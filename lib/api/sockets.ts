import { consoleSocket } from "#lib/api/console-socket";
import { logSocket } from "#lib/api/log-socket";
import type { SocketRoute } from "#lib/api/socket-route";
import { statsSocket } from "#lib/api/stats-socket";

/** Every WebSocket there is; the spec of rights has a line for each. */
export const sockets: readonly SocketRoute[] = [statsSocket, logSocket, consoleSocket];
