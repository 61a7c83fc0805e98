/** The web process: Next on HOLDFAST_HOST and HOLDFAST_PORT, until the supervisor says stop or is gone. */
import { createServer } from "node:http";
import next from "next";
import { sweepLeftConsoles } from "#lib/api/left-consoles";
import { openRuntime } from "#lib/api/open-runtime";
import { openSocketDeps } from "#lib/api/socket-deps";
import { sockets } from "#lib/api/sockets";
import { createUpgradeHandler } from "#lib/api/upgrade-handler";
import { notePeer } from "#lib/auth/peer-address";
import { endConsoles } from "#lib/containers/open-console";
import { isOwnAddress } from "#lib/start/is-own-address";
import { projectFolder } from "#lib/start/project-folder";
import { readSettings } from "#lib/start/settings";
import { settleForwarded } from "#lib/start/settle-forwarded";

/** Open pages hold a stream of live changes, which never ends by itself. */
const graceMs = 1500;
/** Ending a shell that does not want to takes Docker some seconds; the supervisor waits for 5. */
const consoleGraceMs = 4500;

const { host, port, url, databaseUrl, dataFolder, demo } = readSettings(process.env);
const dev = process.env.NODE_ENV === "development";
const server = createServer();
// Next listens here for the WebSocket of its hot reload: it hears of those that are not ours.
const upgrades = createServer();
const web = next({ dev, dir: projectFolder, hostname: host, port, httpServer: upgrades });
await web.prepare();
const handle = web.getRequestHandler();
server.on("request", (request, response) => {
  if (demo && !isOwnAddress(request.headers.host)) {
    response.writeHead(421, { "content-type": "text/plain" }).end("The demo is at localhost.\n");
    return;
  }
  // Next answers 500 to an address such as /%ff.
  if (!isDecodable(request.url ?? "/")) {
    response.writeHead(400, { "content-type": "text/plain" }).end("This address is not valid.\n");
    return;
  }
  notePeer(request);
  settleForwarded(request.headers, url);
  handle(request, response).catch((error: unknown) => {
    console.error(error);
    response.destroy();
  });
});
const deps = openSocketDeps(databaseUrl ?? "", openRuntime({ demo, dataFolder }));
const takeSocket = createUpgradeHandler(sockets, deps);
server.on("upgrade", (request, stream, head) => {
  if (demo && !isOwnAddress(request.headers.host)) {
    stream.destroy();
    return;
  }
  settleForwarded(request.headers, url);
  if (takeSocket(request, stream, head)) return;
  // Next upgrades nothing but its hot reload, and would leave anything else open.
  if (!dev || !upgrades.emit("upgrade", request, stream, head)) stream.destroy();
});
const sweep = sweepLeftConsoles(deps.consoles);
server.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
server.listen(port, host);

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  sweep.stop();
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  const consoles = endConsoles(deps.consoles);
  setTimeout(() => void consoles.finally(() => process.exit(0)), graceMs);
  setTimeout(() => process.exit(0), consoleGraceMs);
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
// The supervisor is gone, however it went; the next one wants the port.
process.on("disconnect", () => process.exit(1));

function isDecodable(address: string): boolean {
  try {
    decodeURI(address);
    return true;
  } catch {
    return false;
  }
}
