import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isErrno } from "#lib/start/errno";
import { type Identity, runQuietly } from "#lib/start/run-quietly";
import { StartError } from "#lib/start/start-error";

const major = "18";
export const superuser = "holdfast";
const draftPrefix = "postgres.draft-";

/**
 * Makes the database cluster where there is none: in a draft folder that gets its name only when it
 * is whole, so that being killed in between leaves nothing that looks like a cluster.
 *
 * @returns the superuser's password, which lies in `<data>/postgres.password` (0600)
 * @throws StartError when the cluster is of another version, has lost its password, or initdb fails
 */
export async function ensureCluster(
  dataFolder: string,
  binaries: string,
  user: Identity,
  signal: AbortSignal,
): Promise<string> {
  const cluster = join(dataFolder, "postgres");
  const passwordFile = join(dataFolder, "postgres.password");
  await removeDrafts(dataFolder);
  if (existsSync(cluster)) return await openCluster(cluster, passwordFile);

  // A name of its own: the initdb of a start that was killed may still run, and clears up after itself.
  const draft = await mkdtemp(join(dataFolder, draftPrefix));
  const password = randomBytes(32).toString("base64url");
  await writeFile(join(draft, "password"), password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) {
    await chown(join(draft, "password"), user.uid, user.gid);
    await chown(draft, user.uid, user.gid);
  }
  const { code, output } = await runQuietly(
    join(binaries, "initdb"),
    [
      ...["-D", join(draft, "cluster"), "-U", superuser, "-A", "scram-sha-256", "-E", "UTF8"],
      ...["--no-locale", "--data-checksums", `--pwfile=${join(draft, "password")}`],
    ],
    { cwd: "/", signal, ...user },
  );
  if (code !== 0) throw new StartError(`PostgreSQL could not make its database:\n${output}`);
  await writeFile(passwordFile, password, { mode: 0o600, flush: true });
  await rename(join(draft, "cluster"), cluster);
  await rm(draft, { recursive: true, force: true });
  return password;
}

/** What cannot be removed is still being written: the next start finds it. */
async function removeDrafts(dataFolder: string): Promise<void> {
  for (const name of await readdir(dataFolder)) {
    if (!name.startsWith(draftPrefix)) continue;
    await rm(join(dataFolder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function openCluster(cluster: string, passwordFile: string): Promise<string> {
  const version = await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => "");
  if (version.trim() !== major)
    throw new StartError(
      version
        ? `The database in ${cluster} is of PostgreSQL ${version.trim()}; this Holdfast brings ${major}. Use the Holdfast that made it, or move it with pg_dump.`
        : `${cluster} is not a PostgreSQL database. Move it away, or set HOLDFAST_DATA to another folder.`,
    );
  try {
    return await readFile(passwordFile, "utf8");
  } catch (error) {
    if (!isErrno(error, "ENOENT")) throw error;
    throw new StartError(
      `${passwordFile} is missing, and without it the database cannot be opened. Put it back from your copy.`,
    );
  }
}
