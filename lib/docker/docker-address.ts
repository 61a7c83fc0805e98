import type { IpcNetConnectOpts, TcpNetConnectOpts } from "node:net";
import type { ConnectionOptions } from "node:tls";
import type Docker from "dockerode";
import { z } from "zod";

/** Where a Docker Engine listens, and how to speak to it. */
export type DockerAddress = {
  connection: IpcNetConnectOpts | TcpNetConnectOpts;
  /** Null without TLS. */
  tls: ConnectionOptions | null;
  /** Value of the Host header. */
  host: string;
  /** Stands before each path; "" mostly. */
  prefix: string;
  headers: Record<string, string>;
};

const pem = z.custom<ConnectionOptions["ca"]>().optional();

/** The options docker-modem keeps from DOCKER_HOST and its companions, under their own names. */
const modem = z.object({
  socketPath: z.custom<string | (() => Promise<string>)>().optional(),
  host: z.string().nullish(),
  port: z.union([z.string(), z.number()]).nullish(),
  protocol: z.string().nullish(),
  pathPrefix: z.string().nullish(),
  version: z.string().nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
  ca: pem,
  cert: pem,
  key: pem,
});

/** The address that a client uses, for a connection of our own. */
export async function dockerAddress(docker: Docker): Promise<DockerAddress> {
  const options = modem.parse({ ...docker.modem });
  const version = options.version ? `/${options.version}` : "";
  const headers = options.headers ?? {};
  if (!options.host) {
    const { socketPath: at = "/var/run/docker.sock" } = options;
    const path = typeof at === "string" ? at : await at();
    return { connection: { path }, tls: null, host: "docker", prefix: version, headers };
  }
  const port = Number(options.port) || (options.protocol === "https" ? 2376 : 2375);
  const { ca, cert, key } = options;
  return {
    connection: { host: options.host, port },
    tls: options.protocol === "https" ? { ca, cert, key } : null,
    host: `${options.host}:${port}`,
    prefix: (options.pathPrefix ?? "").replace(/\/$/, "") + version,
    headers,
  };
}
