import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { freePort } from "#e2e/services/free-port";
import { ensureCommands, findCommand } from "#e2e/services/packages";
import { waitUntil } from "#e2e/services/wait-until";

/**
 * An OpenSSH server of our own on loopback, with its keys under `folder`; only the key made here
 * opens it, for the user who runs the tests. `binaries` holds an `ssh` that uses that key and knows
 * this server, to be put first on PATH: the real one reads the user's home, which a test leaves alone.
 */
export async function startSshd(
  folder: string,
): Promise<{ port: number; binaries: string; stop(): void }> {
  await ensureCommands(["sshd", "ssh", "ssh-keygen"]);
  const at = (name: string) => join(folder, name);
  for (const key of ["host-key", "user-key"]) {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", at(key)]);
  }
  copyFileSync(at("user-key.pub"), at("authorized"));
  const port = await freePort();
  const settings = [
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${at("host-key")}`,
    `AuthorizedKeysFile ${at("authorized")}`,
    "PasswordAuthentication no",
    "PermitRootLogin prohibit-password",
    "StrictModes no",
    "UsePAM no",
    "PidFile none",
  ];
  writeFileSync(at("sshd_config"), `${settings.join("\n")}\n`);
  // sshd insists on this folder where it was built with privilege separation.
  if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  const server = spawn(findCommand("sshd") ?? "sshd", ["-D", "-e", "-f", at("sshd_config")], {
    stdio: "ignore",
  });
  await waitUntil("sshd to listen", 10, () => listens(port, server));
  const [type, body] = readFileSync(at("host-key.pub"), "utf8").split(" ");
  writeFileSync(at("known_hosts"), `[127.0.0.1]:${port} ${type} ${body}\n`);
  mkdirSync(at("bin"));
  const own = `-F none -i ${at("user-key")} -o IdentitiesOnly=yes -o UserKnownHostsFile=${at("known_hosts")} -o StrictHostKeyChecking=yes`;
  writeFileSync(at("bin/ssh"), `#!/bin/sh\nexec ${findCommand("ssh")} ${own} "$@"\n`);
  chmodSync(at("bin/ssh"), 0o755);
  return { port, binaries: at("bin"), stop: () => server.kill() };
}

async function listens(port: number, server: ChildProcess): Promise<boolean> {
  if (server.exitCode !== null) throw new Error(`sshd ended with ${server.exitCode}`);
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
