/** The web process: Next on HOLDFAST_HOST and HOLDFAST_PORT, until the supervisor says stop or is gone. */
import { createServer } from "node:http";
import next from "next";
import { notePeer } from "#lib/auth/peer-address";
import { projectFolder } from "#lib/start/project-folder";
import { readSettings } from "#lib/start/settings";
import { settleForwarded } from "#lib/start/settle-forwarded";

/** Open pages hold a stream of live changes, which never ends by itself. */
const graceMs = 1500;

const { host, port, url } = readSettings(process.env);
const dev = process.env.NODE_ENV === "development";
const server = createServer();
const web = next({ dev, dir: projectFolder, hostname: host, port, httpServer: server });
await web.prepare();
const handle = web.getRequestHandler();
server.on("request", (request, response) => {
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
server.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
server.listen(port, host);

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), graceMs);
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
