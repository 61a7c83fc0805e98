import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runCommand } from "#e2e/services/run-command";

/** The Debian package that brings each command the tests call. */
const packageOf = {
  "ceph-authtool": "ceph-common",
  "ceph-mon": "ceph-mon",
  "ceph-osd": "ceph-osd",
  aws: "awscli",
  ceph: "ceph-common",
  "chromium-headless-shell": "chromium-headless-shell",
  debootstrap: "debootstrap",
  docker: "docker.io",
  dockerd: "docker.io",
  monmaptool: "ceph-common",
  openssl: "openssl",
  radosgw: "radosgw",
  "radosgw-admin": "radosgw",
  rclone: "rclone",
  ssh: "openssh-client",
  "ssh-keygen": "openssh-client",
  sshd: "openssh-server",
  zstd: "zstd",
} as const;

export type NeededCommand = keyof typeof packageOf;

/** Where a command stands, also in the system folders that a plain user's PATH leaves out. */
export function findCommand(name: string): string | null {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  for (const folder of folders) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/**
 * Makes sure the commands are there: on Debian as root their packages are installed.
 * @throws elsewhere, naming every command that is missing and the package that brings it
 */
export async function ensureCommands(names: readonly NeededCommand[]): Promise<void> {
  const missing = names.filter((name) => findCommand(name) === null);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((name) => packageOf[name]))];
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version"))
    throw new Error(
      `The tests need ${missing.join(", ")}. Install what brings them (Debian: apt-get install ${packages.join(" ")}) and run again; on Debian as root the tests do it themselves.`,
    );
  console.log(`Installing ${packages.join(" ")} …`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await runCommand("apt-get", ["update", "-qq"], { timeoutSeconds: 180, env });
  const install = ["install", "-y", "-qq", "--no-install-recommends", ...packages];
  await runCommand("apt-get", install, { timeoutSeconds: 600, env });
  const still = missing.filter((name) => findCommand(name) === null);
  if (still.length > 0) throw new Error(`Installed, but still not found: ${still.join(", ")}`);
}
