import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { freePort } from "#lib/start/check-port";
import { ensureCluster, superuser } from "#lib/start/create-cluster";
import { ensureDatabase, waitForDatabase } from "#lib/start/database-answers";
import { keepRunning } from "#lib/start/keep-running";
import { postgresBinaries } from "#lib/start/postgres-binaries";
import { postgresUser, requireReach } from "#lib/start/postgres-user";
import { StartError } from "#lib/start/start-error";
import { stopLeftover } from "#lib/start/stop-leftover";
import type { StopList } from "#lib/start/stop-list";
import { createTail } from "#lib/start/tail";

const graceMs = 30_000;
const readyMs = 600_000;
const database = "holdfast";

/**
 * Starts the embedded PostgreSQL on the cluster in the data folder, which is made where it is
 * missing, and keeps it running. It listens on 127.0.0.1 only, on a port that stays the same while
 * the supervisor lives, and waits for the disk at every commit.
 *
 * @returns the URL of our database in it
 * @throws StartError when it cannot be made, reached or started, with what PostgreSQL said
 */
export async function runPostgres(
  dataFolder: string,
  parts: StopList,
  say: (line: string) => void,
): Promise<string> {
  const cluster = join(dataFolder, "postgres");
  const user = await postgresUser(cluster);
  await requireReach(dataFolder, user);
  const binaries = await postgresBinaries(dataFolder, user);
  const password = await ensureCluster(dataFolder, binaries, user, parts.signal);
  const port = await freePort();
  let said = createTail();

  const kept = keepRunning({
    name: "PostgreSQL",
    stopSignal: "SIGINT",
    killSignal: "SIGQUIT",
    graceMs,
    say: (line) => say(`${line}\n${said.text()}`.trim()),
    start: async () => {
      if (await stopLeftover(cluster)) say("Stopped a PostgreSQL that was left running.");
      said = createTail();
      const child = spawn(join(binaries, "postgres"), settings(cluster, port), {
        cwd: "/",
        // Nothing of ours is its business.
        env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
        ...user,
      });
      child.stdout.on("data", said.add);
      child.stderr.on("data", said.add);
      await once(child, "spawn");
      return child;
    },
  });
  parts.add(kept);
  const url = (name: string) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`;
  await waitForDatabase(url("postgres"), {
    limitMs: readyMs,
    signal: parts.signal,
    giveUp: () => {
      // Processes of one that was killed may hold its memory for a moment: then the second try works.
      if (kept.endings() > 3) throw new StartError("PostgreSQL does not start; see above.");
    },
  });
  await ensureDatabase(url("postgres"), database);
  return url(database);
}

function settings(cluster: string, port: number): string[] {
  const chosen = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 100,
    log_min_messages: "fatal",
    // Starting helpers for the sums over all backups takes longer than what they save, and they take
    // the processors from the runs: 118 ms with them, 72 without, on two busy ones.
    max_parallel_workers_per_gather: 0,
    timezone: "UTC",
  };
  const each = Object.entries(chosen).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return ["-D", cluster, ...each];
}
