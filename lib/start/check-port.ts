import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { isErrno } from "#lib/start/errno";
import type { Settings } from "#lib/start/settings";
import { StartError } from "#lib/start/start-error";

// The web server of a supervisor that was killed needs a moment to notice.
const tries = 8;
const pauseMs = 250;

/**
 * Makes sure that the web server will be able to listen, before anything heavy is started.
 *
 * @throws StartError that names the port or address, and the variable to change
 */
export async function checkPort({ host, port }: Settings): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOnce(port, host);
    } catch (error) {
      if (isErrno(error, "EADDRINUSE") && attempt < tries) await sleep(pauseMs);
      else throw new StartError(whatIsWrong(error, host, port));
    }
  }
}

/** A TCP port on 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number> {
  return withServer(0, "127.0.0.1");
}

async function listenOnce(port: number, host: string): Promise<void> {
  await withServer(port, host);
}

async function withServer(port: number, host: string): Promise<number> {
  const server = createServer().listen({ port, host, exclusive: true });
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return address && typeof address !== "string" ? address.port : port;
}

function whatIsWrong(error: unknown, host: string, port: number): string {
  if (isErrno(error, "EADDRINUSE"))
    return `Port ${port} is in use by another program. Stop it, or set HOLDFAST_PORT to another port.`;
  if (isErrno(error, "EACCES"))
    return `Port ${port} may not be used by this user. Set HOLDFAST_PORT to a port above 1023.`;
  if (isErrno(error, "EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN", "EINVAL"))
    return `HOLDFAST_HOST is ${host}, which is not an address of this machine. Set it to 127.0.0.1, or 0.0.0.0 for every network.`;
  return `Port ${port} on ${host} cannot be used: ${error instanceof Error ? error.message : error}`;
}
