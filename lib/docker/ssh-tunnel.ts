import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Makes the Docker host behind an `ssh://[user@]host[:port]` address answer on a local socket that
 * only this user can reach. Each connection is `ssh … docker system dial-stdio`, as Docker's own
 * command line does it, so the user's ssh configuration, keys and known hosts hold; one ssh session
 * carries them all. docker-modem's own ssh neither checks the host's key nor reads the configuration.
 *
 * @throws Error when the address is not one ssh can take
 */
export async function openSshTunnel(
  dockerHost: string,
): Promise<{ socketPath: string; close(): void }> {
  const target = sshTarget(dockerHost);
  const folder = mkdtempSync(join(tmpdir(), "holdfast-ssh-"));
  const socketPath = join(folder, "docker.sock");
  const shared = [
    "-o",
    "ControlMaster=auto",
    "-o",
    `ControlPath=${join(folder, "c")}`,
    "-o",
    "ControlPersist=60",
  ];
  const words = [
    "-o",
    "BatchMode=yes",
    "-o",
    "ConnectTimeout=15",
    ...shared,
    ...target,
    "docker",
    "system",
    "dial-stdio",
  ];
  // Half-open: the end of a command's stdin must not end its output.
  const server = createServer({ allowHalfOpen: true }, (socket) => carry(socket, words));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(socketPath, resolve);
  });
  server.unref();
  const close = () => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", close);
  return { socketPath, close };
}

function sshTarget(dockerHost: string): string[] {
  const url = URL.parse(dockerHost);
  if (url?.protocol !== "ssh:" || !url.hostname) {
    throw new Error(`DOCKER_HOST is ${dockerHost}, which is no address like ssh://user@host.`);
  }
  const user = url.username ? ["-l", decodeURIComponent(url.username)] : [];
  const port = url.port ? ["-p", url.port] : [];
  // After "--" a host that begins with a dash is still a host.
  return [...user, ...port, "--", url.hostname];
}

function carry(socket: Socket, words: string[]): void {
  const ssh = spawn("ssh", words, { stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  ssh.stderr.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-500);
  });
  ssh.on("error", (error) => {
    console.error(`ssh could not be started: ${error.message}`);
    socket.destroy();
  });
  ssh.on("exit", (code) => {
    if (code) console.error(`ssh to the Docker host ended with ${code}: ${complaint.trim()}`);
  });
  socket.pipe(ssh.stdin);
  ssh.stdout.pipe(socket);
  socket.on("error", () => ssh.kill());
  socket.on("close", () => ssh.kill());
  // Written to after ssh has ended; its exit says why.
  ssh.stdin.on("error", () => undefined);
}
