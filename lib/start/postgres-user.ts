import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { type Identity, runQuietly } from "#lib/start/run-quietly";
import { StartError } from "#lib/start/start-error";

// An account made for it goes first; `nobody` is on every Linux.
const accounts = ["holdfast", "postgres", "nobody"];

/**
 * Whom PostgreSQL runs as: it refuses to be root, so as root it is the owner of the cluster that is
 * there, else the first of the accounts holdfast, postgres and nobody. As anyone else, that user.
 *
 * @throws StartError when the cluster belongs to somebody whom we cannot become
 */
export async function postgresUser(cluster: string): Promise<Identity> {
  const own = process.getuid?.();
  const folder = statSync(cluster, { throwIfNoEntry: false });
  if (own !== 0) {
    if (folder && own !== undefined && folder.uid !== own)
      throw new StartError(
        `The database in ${cluster} belongs to another user (uid ${folder.uid}). Start Holdfast as root or as that user.`,
      );
    return {};
  }
  if (folder && folder.uid !== 0) return { uid: folder.uid, gid: folder.gid };
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const account of accounts) {
    const line = lines.find(([name]) => name === account);
    if (line) return { uid: Number(line[2]), gid: Number(line[3]) };
  }
  throw new StartError(
    "PostgreSQL does not run as root and this machine has no account named holdfast, postgres or nobody. Run: useradd --system holdfast",
  );
}

/**
 * Makes sure that the user can pass through every folder down to `folder`.
 *
 * @throws StartError that names the first folder that is closed, and the command that opens it
 */
export async function requireReach(folder: string, user: Identity): Promise<void> {
  if (user.uid === undefined) return;
  const segments = folder.split("/").filter(Boolean);
  for (let depth = 0; depth <= segments.length; depth += 1) {
    const path = `/${segments.slice(0, depth).join("/")}`;
    if (await canEnter(path, user)) continue;
    throw new StartError(
      `PostgreSQL does not run as root but as the user with uid ${user.uid}, who may not pass through ${path}. Run: chmod o+x '${path}' — or set HOLDFAST_DATA to a folder such as /var/lib/holdfast.`,
    );
  }
}

/** Whether the user may enter the folder: asked of the system itself, which also knows ACLs. */
async function canEnter(folder: string, user: Identity): Promise<boolean> {
  const { code } = await runQuietly("/bin/sh", ["-c", 'cd -- "$0"', folder], { cwd: "/", ...user });
  return code === 0;
}
