import { readFile, readlink, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isErrno } from "#lib/start/errno";
import { runQuietly } from "#lib/start/run-quietly";
import { StartError } from "#lib/start/start-error";

const fastMs = 20_000;
const immediateMs = 10_000;
const pauseMs = 100;

/**
 * Stops the PostgreSQL that a killed supervisor left behind on this cluster, and removes a
 * `postmaster.pid` whose number now belongs to some other program, which PostgreSQL would take for
 * itself. Only to be called by who holds the data folder.
 *
 * @returns true when one was stopped
 * @throws StartError when it does not end
 */
export async function stopLeftover(cluster: string): Promise<boolean> {
  const file = join(cluster, "postmaster.pid");
  const pid = await readPid(file);
  if (pid === null || !isAlive(pid)) return false;
  if (!(await isPostgresOf(pid, cluster))) {
    await rm(file, { force: true });
    return false;
  }
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one.
  for (const [signal, limitMs] of [
    ["SIGINT", fastMs],
    ["SIGQUIT", immediateMs],
  ] as const) {
    if (!send(pid, signal)) break;
    if (await ended(pid, limitMs)) return true;
  }
  throw new StartError(
    `An earlier PostgreSQL (process ${pid}) still works in ${cluster} and does not end. End it, then start again.`,
  );
}

async function readPid(file: string): Promise<number | null> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (isErrno(error, "ENOENT")) return "";
    throw error;
  });
  const pid = Number(text.split("\n", 1)[0]);
  return Number.isSafeInteger(pid) && pid > 1 ? pid : null;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return isErrno(error, "EPERM");
  }
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (isErrno(error, "ESRCH")) return true;
    return false;
  }
}

/** PostgreSQL's working folder is its cluster. Without /proc its name has to do. */
async function isPostgresOf(pid: number, cluster: string): Promise<boolean> {
  const folder = await readlink(`/proc/${pid}/cwd`).catch((error: unknown) =>
    isErrno(error, "ENOENT") && process.platform !== "linux" ? null : "",
  );
  if (folder !== null) return folder === (await realpath(cluster));
  const { output } = await runQuietly("ps", ["-o", "comm=", "-p", String(pid)]);
  return output.includes("postgres");
}

async function ended(pid: number, limitMs: number): Promise<boolean> {
  for (const end = performance.now() + limitMs; performance.now() < end; ) {
    if (!isAlive(pid) || (await isZombie(pid))) return true;
    await sleep(pauseMs);
  }
  return false;
}

/** In a container nobody may be there to bury it. */
async function isZombie(pid: number): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return /\) Z /.test(text);
}
