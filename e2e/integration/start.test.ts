import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  embeddedPostgres,
  type HoldfastProcess,
  startHoldfast,
} from "#e2e/fixtures/holdfast-process";
import { ensurePostgres } from "#e2e/services/postgres";
import { isRunning, processes } from "#e2e/services/processes";
import { waitUntil } from "#e2e/services/wait-until";
import { ensureBuild } from "#lib/start/build-web";

/* The supervisor as a real process; the tests follow one another in one data folder. */

const port = 4100;
const otherPort = 4101;
const root = mkdtempSync(join(tmpdir(), "holdfast-start-"));
const data = join(root, "data");
const started: HoldfastProcess[] = [];

function start(folder = data, at = port, env: Record<string, string> = {}): HoldfastProcess {
  const holdfast = startHoldfast(folder, at, env);
  started.push(holdfast);
  return holdfast;
}

async function refused(folder: string, env: Record<string, string> = {}): Promise<string> {
  const holdfast = start(folder, otherPort, env);
  expect(await holdfast.ended).toBe(1);
  // A person reads a sentence, not where in our code it was thrown.
  expect(holdfast.output()).not.toMatch(/\n\s+at /);
  return holdfast.output();
}

const healthy = () =>
  fetch(`http://127.0.0.1:${port}/api/health`).then(
    (response) => response.ok,
    () => false,
  );
const gone = (pid: number) => waitUntil(`process ${pid} to end`, 20, async () => !isRunning(pid));
const linkOf = (holdfast: HoldfastProcess) =>
  /http:\S+\/setup\?token=\S+/.exec(holdfast.output())?.[0] ?? "";

let current: HoldfastProcess;

beforeAll(async () => {
  chmodSync(root, 0o711);
  await ensureBuild(console.log, AbortSignal.timeout(590_000));
}, 600_000);

afterAll(async () => {
  for (const holdfast of started) holdfast.signal("SIGTERM");
  await Promise.all(started.map((holdfast) => holdfast.ended));
  rmSync(root, { recursive: true, force: true });
});

test("the first start prints the address and the set-up link, once each, and is healthy", async () => {
  current = start();
  await current.ready();
  expect(current.output().match(/Holdfast is ready at http:\/\/localhost:4100\n/g)).toHaveLength(1);
  expect(linkOf(current)).toMatch(/^http:\/\/localhost:4100\/setup\?token=[\w-]{43}$/);
  expect(current.output().match(/token=/g)).toHaveLength(1);
  expect(await healthy()).toBe(true);
  const page = await fetch(linkOf(current));
  expect(page.status).toBe(200);
});

test("no secret is in an argument list", () => {
  const password = readFileSync(join(data, "postgres.password"), "utf8");
  const lines = processes().map((each) => each.line);
  expect(lines.filter((line) => line.includes(password))).toEqual([]);
});

test("a second start in the same data folder says so and leaves the first alone", async () => {
  expect(await refused(data)).toContain(`Another Holdfast is running in the data folder ${data}`);
  expect(await healthy()).toBe(true);
});

test("a busy port is named, with its variable, before a database is made", async () => {
  const other = join(root, "busy");
  const message = await refused(other, { HOLDFAST_PORT: String(port) });
  expect(message).toContain(`Port ${port} is in use`);
  expect(message).toContain("HOLDFAST_PORT");
  expect(() => embeddedPostgres(other)).toThrow("ENOENT");
});

test("web, worker and PostgreSQL come back when they are killed", async () => {
  for (const script of ["lib/start/web.ts", "lib/worker/main.ts"]) {
    const pid = current.part(script);
    process.kill(pid, "SIGKILL");
    await gone(pid);
    await waitUntil(`${script} to come back`, 30, async () =>
      processes().some((each) => each.parent === current.pid && each.line.includes(script)),
    );
    await waitUntil("health", 30, healthy);
  }
  const before = embeddedPostgres(data);
  process.kill(before.pid, "SIGKILL");
  await gone(before.pid);
  await waitUntil("PostgreSQL to come back", 30, async () => {
    const now = embeddedPostgres(data);
    return now.pid !== before.pid && now.port === before.port && (await healthy());
  });
  await waitUntil("the worker to serve again", 30, async () => {
    const said = current.output();
    return said.lastIndexOf("worker: serving") > said.lastIndexOf("PostgreSQL ended");
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${current.output()}`);
  });
});

test("after kill -9 of the supervisor its parts end, and the next start works", async () => {
  const parts = ["lib/start/web.ts", "lib/worker/main.ts"].map(current.part);
  const leftover = embeddedPostgres(data).pid;
  const link = linkOf(current);
  current.signal("SIGKILL");
  for (const pid of parts) await gone(pid);
  expect(isRunning(leftover)).toBe(true);

  current = start();
  await current.ready();
  expect(isRunning(leftover)).toBe(false);
  expect(linkOf(current)).toMatch(/token=/);
  expect(linkOf(current)).not.toBe(link);
});

test("SIGTERM ends everything, in peace", async () => {
  const parts = ["lib/start/web.ts", "lib/worker/main.ts"].map(current.part);
  parts.push(embeddedPostgres(data).pid);
  current.signal("SIGTERM");
  expect(await current.ended).toBe(0);
  expect(parts.filter(isRunning)).toEqual([]);
  expect(current.output()).not.toMatch(/is killed|starting it again/);
  // A clean shutdown takes its pid file along.
  expect(() => embeddedPostgres(data)).toThrow("ENOENT");
});

test("a pid file whose number belongs to another program now is no hindrance; of two at once one runs", async () => {
  writeFileSync(join(data, "postgres/postmaster.pid"), `${process.pid}\n${data}/postgres\n`);
  const both = [start(), start(data, otherPort)];
  const loser = await Promise.race(both.map((each) => each.ended.then(() => each)));
  expect(loser.output()).toContain("Another Holdfast is running");
  const winner = both.find((each) => each !== loser);
  await winner?.ready();
  winner?.signal("SIGTERM");
  expect(await winner?.ended).toBe(0);
});

test("an owner from the environment needs no link", async () => {
  const holdfast = start(data, port, {
    HOLDFAST_OWNER_EMAIL: "ada@example.com",
    HOLDFAST_OWNER_PASSWORD: "correct horse battery",
  });
  await holdfast.ready();
  expect(holdfast.output()).not.toContain("token=");
  const environment = readFileSync(`/proc/${holdfast.part("lib/start/web.ts")}/environ`, "utf8");
  expect(environment).not.toContain("correct horse");
  holdfast.signal("SIGTERM");
  expect(await holdfast.ended).toBe(0);
});

test("a key that others can read is refused with the command that mends it", async () => {
  chmodSync(join(data, "secret.key"), 0o644);
  expect(await refused(data)).toContain(`chmod 600 '${data}/secret.key'`);
  chmodSync(join(data, "secret.key"), 0o600);
});

test("a lost key is not replaced while the database holds what it sealed", async () => {
  const key = join(data, "secret.key");
  renameSync(key, `${key}.copy`);
  expect(await refused(data)).toContain(`The secret key ${key} is missing.`);
  expect(existsSync(key)).toBe(false);
  renameSync(`${key}.copy`, key);
});

test("a data folder that cannot be made or is a file is named", async () => {
  expect(await refused("/sys/holdfast")).toContain("HOLDFAST_DATA");
  writeFileSync(join(root, "file"), "");
  expect(await refused(join(root, "file"))).toContain("is not a folder");
});

test("a closed folder on the way is named to root, and is none of others' business", async () => {
  const closed = join(root, "closed");
  mkdirSync(closed, { mode: 0o700 });
  const holdfast = start(join(closed, "data"), otherPort);
  if (process.getuid?.() === 0) {
    expect(await holdfast.ended).toBe(1);
    expect(holdfast.output()).toContain(`chmod o+x '${closed}'`);
  } else {
    await holdfast.ready();
    holdfast.signal("SIGTERM");
    expect(await holdfast.ended).toBe(0);
  }
});

test("a DATABASE_URL that does not work is explained without its password", async () => {
  const folder = join(root, "other");
  const nobody = "postgres://u:hunter2hunter2@127.0.0.1:9/db";
  expect(await refused(folder, { DATABASE_URL: nobody })).toContain(
    "DATABASE_URL cannot be used: nothing listens at 127.0.0.1:9",
  );
  const real = new URL((await ensurePostgres()).url);
  const wrong = new URL(real);
  wrong.password = "hunter2hunter2";
  const message = await refused(folder, { DATABASE_URL: wrong.href });
  expect(message).toContain("refuses the password");
  expect(message).not.toContain("hunter2");
  real.pathname = "/no-such-database";
  expect(await refused(folder, { DATABASE_URL: real.href })).toContain('named "no-such-database"');
});
