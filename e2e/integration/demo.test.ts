import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backups, restores } from "#drizzle/backups";
import { containers, instances } from "#drizzle/containers";
import { sweeps } from "#drizzle/integrations";
import { type HoldfastProcess, startHoldfast } from "#e2e/fixtures/holdfast-process";
import { databaseOf } from "#e2e/fixtures/npm-start";
import { poll } from "#e2e/fixtures/poll";
import { createRuns, type Runs } from "#e2e/fixtures/runs";
import { ensurePostgres } from "#e2e/services/postgres";
import { isRunning, processes } from "#e2e/services/processes";
import { openWebDeps, type WebDeps } from "#lib/api/open-web-deps";
import { demoEmail } from "#lib/auth/demo-owner";
import { signIn } from "#lib/auth/sign-in";
import { createSignInLimit } from "#lib/auth/sign-in-limit";
import { instanceFolder } from "#lib/demo/make-sample";
import { rootOf } from "#lib/demo/sample-folder";
import { samples } from "#lib/demo/samples";
import { checkPieceBytes } from "#lib/pipeline/buffer-budget";
import { checkObject } from "#lib/pipeline/check-object";
import { ensureBuild } from "#lib/start/build-web";

/* The demo as `npm run demo` starts it; the tests follow one another in one folder. */

const port = 4105;
const printedPassword = / with the password ([0-9a-f]{16})\b/;
const root = mkdtempSync(join(tmpdir(), "holdfast-demo-"));
const data = join(root, "demo-data");
const started: HoldfastProcess[] = [];
let demo: HoldfastProcess;
let deps: WebDeps;
let runs: Runs;

function start(folder = data, env: Record<string, string> = { HOLDFAST_DEMO: "1" }) {
  const one = startHoldfast(folder, port, env);
  started.push(one);
  return one;
}

async function open(): Promise<void> {
  deps = await openWebDeps(databaseOf(data), { dataFolder: data, demo: true });
  const [hub] = await deps.db.select().from(containers).limit(1);
  const [known] = await deps.db.select().from(backups).limit(1);
  if (!hub || !known) throw new Error("the demo was not seeded");
  runs = createRuns({
    db: deps.db,
    hub,
    requests: deps.requests,
    integrationId: known.integrationId,
    evidence: demo.output,
  });
}

async function target(identifier: string) {
  const [row] = await deps.db
    .select({ row: containers, instanceId: instances.id })
    .from(instances)
    .innerJoin(containers, eq(containers.id, instances.containerId))
    .where(eq(containers.identifier, identifier));
  if (!row) throw new Error(`no sample ${identifier}`);
  return row;
}

function fileOf(identifier: string): string {
  const plan = samples.find((one) => one.identifier === identifier);
  if (!plan) throw new Error(`no sample ${identifier}`);
  return rootOf(instanceFolder(data, plan, 1)) + (plan.files(30, 1)[0]?.path ?? "");
}

beforeAll(async () => {
  // PostgreSQL's user has to pass through.
  chmodSync(root, 0o711);
  await ensurePostgres();
  await ensureBuild(console.log, AbortSignal.timeout(590_000));
  demo = start();
  await poll("the demo to be ready", async () => printedPassword.test(demo.output()), {
    seconds: 180,
    evidence: () => demo.output(),
  });
  await open();
}, 800_000);

afterAll(async () => {
  await deps?.queue.stop();
  for (const one of started) one.signal("SIGTERM");
  await Promise.all(started.map((one) => one.ended));
  rmSync(root, { recursive: true, force: true });
});

test("it says that it is a demo, and answers to no name but this machine's", async () => {
  const login = await fetch(`http://127.0.0.1:${port}/login`);
  const page = await login.text();
  expect(page).toContain(demoEmail);
  const [, password = "none"] = printedPassword.exec(demo.output()) ?? [];
  expect(page, "other users of this machine may see the page").not.toContain(password);
  await signIn(
    { db: deps.db, limit: createSignInLimit() },
    { email: demoEmail, password, address: null },
  );
  expect(page).toMatch(/<title>[^<]*Holdfast demo<\/title>/);
  const request = get({ port, path: "/login", headers: { host: "evil.example" } });
  const [answer] = await once(request, "response");
  expect(answer.statusCode).toBe(421);
});

test("of thirty days every live backup is whole in the bucket, and the rest says why", async () => {
  const rows = await deps.db.select().from(backups);
  const live = rows.filter(({ state }) => state === "live");
  expect(live.length).toBeGreaterThan(100);
  const { store } = await deps.openStore(live[0]?.integrationId ?? "");
  const { signal } = new AbortController();
  const buffer = new Uint8Array(checkPieceBytes);
  for (const row of live) {
    const object = {
      ...{ key: row.path ?? "", versionId: row.versionId, size: row.size ?? 0 },
      ...{ originalSize: row.originalSize ?? 0, compression: row.compression ?? "none" },
      ...{ sha256: row.sha256 ?? "", parts: row.parts ?? [] },
    } as const;
    await checkObject({ store, object, turn: (work) => work(buffer, signal) });
  }
  store.close();
  const failed = rows.filter(({ state }) => state === "failed" || state === "missing");
  expect(failed.length).toBeGreaterThan(5);
  for (const { errorCode, errorMessage } of failed)
    expect([errorCode, errorMessage]).toEqual([expect.any(String), expect.stringMatching(/\w/)]);
  expect(rows.filter(({ pinned }) => pinned)).toHaveLength(1);
  expect(await deps.db.$count(restores, eq(restores.state, "completed"))).toBe(2);

  // The first comparison with the bucket and the first look of retention find it all as it is said to be.
  await poll("the first comparison", async () => {
    const [sweep] = await deps.db.select().from(sweeps).where(eq(sweeps.state, "completed"));
    return sweep !== undefined;
  });
  expect(await deps.db.$count(backups, eq(backups.state, "missing"))).toBe(1);
  expect(await deps.db.$count(backups, inArray(backups.state, ["deleting", "deleted"]))).toBe(0);
});

test.each(["orders-db", "cache", "wiki-db", "uploads"])(
  "%s: backed up now, spoilt and restored, its bytes are the same",
  async (identifier) => {
    const chosen = await target(identifier);
    const backup = await runs.backUp(chosen);
    expect(backup).toMatchObject({ state: "live", exitCode: 0 });
    const file = fileOf(identifier);
    const before = readFileSync(file);
    writeFileSync(file, "spoilt");
    expect(await runs.restore(chosen, backup.id)).toMatchObject({ state: "completed" });
    expect(readFileSync(file).equals(before)).toBe(true);
  },
);

test("the failing sample fails by its command, and is mended by another", async () => {
  const ledger = await target("ledger");
  const failed = await runs.backUp(ledger);
  expect(failed).toMatchObject({ state: "failed", errorCode: "command-failed" });
  expect((await runs.log(failed.id)).log).toContain('database "ledger" does not exist');
  const backup = `"PGPASSWORD=$POSTGRES_PASSWORD pg_dump -U books -Fc ledger_2026"`;
  expect(await runs.backUp(ledger, { backup })).toMatchObject({ state: "live" });
  const outside = await runs.backUp(ledger, { backup: "cat /etc/passwd" });
  expect(outside).toMatchObject({ state: "failed", errorCode: "command-invalid" });
  expect(outside.errorMessage).toContain("sample's own volumes");
});

test("cancelled, the slow one leaves no process and no object", async () => {
  const media = await target("media");
  const id = await runs.ask(media);
  const { execPid } = await runs.waitBackup(id, "under way", (row) => row.execPid !== null);
  expect(isRunning(execPid ?? 0)).toBe(true);
  await runs.cancel(media, id);
  expect(await runs.ended(id)).toMatchObject({ state: "cancelled", path: null, leftovers: null });
  const own = processes().filter(({ pid }) => environmentOf(pid).includes(`HOLDFAST_RUN=${id}`));
  expect(own).toEqual([]);
});

test("a container that is removed is gone, and one that is stopped is stopped", async () => {
  const search = samples.find(({ identifier }) => identifier === "search");
  const web = samples.find(({ identifier }) => identifier === "web");
  if (!search || !web) throw new Error("no such samples");
  rmSync(instanceFolder(data, search, 1), { recursive: true });
  writeFileSync(join(instanceFolder(data, web, 1), "stopped"), "");
  for (const [identifier, state] of [
    ["search", "gone"],
    ["web", "stopped"],
  ] as const)
    await poll(
      `${identifier} to be ${state}`,
      async () => (await target(identifier)).row.state === state,
    );
});

test("started again it goes on with what it has", async () => {
  const count = () => deps.db.$count(backups);
  const before = await count();
  await deps.queue.stop();
  demo.signal("SIGTERM");
  await demo.ended;

  const real = start(data, {});
  expect(await real.ended).toBe(1);
  expect(real.output()).toContain("is a demo's. Run `npm run demo`");

  demo = start();
  await demo.ready();
  expect(demo.output()).not.toContain("Making the samples");
  await open();
  expect(await count()).toBe(before);
});

test.each([
  ["a folder that holds something else", "other", {}, "holds something else than a demo"],
  ["another address", "empty", { HOLDFAST_HOST: "0.0.0.0" }, "listens on this machine only"],
])("it refuses %s", async (_, name, env, words) => {
  const folder = join(root, name);
  mkdirSync(folder);
  if (name === "other") writeFileSync(join(folder, "secret.key"), "");
  const refused = start(folder, { HOLDFAST_DEMO: "1", ...env });
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toContain(words);
  expect(refused.output()).not.toMatch(/\n\s+at /);
});

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    // It has just ended.
    return [];
  }
}
