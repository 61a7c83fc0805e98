import Docker from "dockerode";
import { openSshTunnel } from "#lib/docker/ssh-tunnel";

/**
 * A client for the Docker host that `DOCKER_HOST` names (unix, tcp, tcp with TLS by
 * `DOCKER_TLS_VERIFY` and `DOCKER_CERT_PATH`, ssh), else the local socket. docker-modem reads these
 * variables itself, as the docker command line does, but for ssh. No request is made yet.
 */
export async function connectDocker(): Promise<Docker> {
  const host = process.env.DOCKER_HOST;
  if (!host?.startsWith("ssh://")) return new Docker();
  const { socketPath } = await openSshTunnel(host);
  // Left to itself, docker-modem would take host and port from the variable and not use the socket.
  return new Docker({ socketPath, protocol: "http", host: undefined, port: undefined });
}

/** What to tell a person about a Docker host that does not answer: what is wrong and what to do. */
export function explainDockerError(error: unknown, dockerHost: string | undefined): string {
  const code = errorCode(error);
  const where = dockerHost ?? "/var/run/docker.sock";
  if (code === "EACCES" || code === "EPERM") {
    return `Holdfast may not use Docker at ${where}. Add the user that runs Holdfast to the "docker" group, or run it as a user that may, then restart Holdfast.`;
  }
  if (code === "ENOENT" || code === "ECONNREFUSED") {
    return `No Docker Engine answers at ${where}. Start Docker, or set DOCKER_HOST to where it listens; Holdfast keeps trying.`;
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return `The Docker host in DOCKER_HOST (${where}) cannot be found. Check its name; Holdfast keeps trying.`;
  }
  if (statusCode(error) !== null) {
    return `Docker at ${where} refused a request (HTTP ${statusCode(error)}). Check its version and its access rules; Holdfast keeps trying.`;
  }
  return `Docker at ${where} cannot be reached${code ? ` (${code})` : ""}. Check that it runs and that DOCKER_HOST is right; Holdfast keeps trying.`;
}

/** The HTTP status of an error answered by Docker, else null. */
export function statusCode(error: unknown): number | null {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : null;
  return typeof status === "number" ? status : null;
}

function errorCode(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" ? code : null;
}
