import { and, asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { jobs } from "#drizzle/activity";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers, hosts, instances } from "#drizzle/containers";
import { hubs } from "#drizzle/hubs";
import { type SeededHub, seedContainer, seedHub, seedIntegration } from "#e2e/fixtures/seed";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import { readBackups } from "#lib/api/read-backups";
import { saveBackupConfig } from "#lib/api/save-backup-config";
import type { RunRecord } from "#lib/backups/ports";
import { requestBackup } from "#lib/backups/request-backup";
import { runSchedules } from "#lib/backups/run-schedules";
import type { ScheduleRecord } from "#lib/backups/schedule-ports";
import { type Database, openDatabase } from "#lib/db/client";
import { holdHost } from "#lib/db/host-lock";
import { readHubSettings, setHubSettings } from "#lib/db/hub-settings-record";
import { createRequestRecord } from "#lib/db/request-record";
import { createRunRecord } from "#lib/db/run-record";
import { createScheduleRecord } from "#lib/db/schedule-record";
import { setBackupConfig, setStateful } from "#lib/db/set-backup-config";
import { startWorkQueue, type WorkQueue } from "#lib/jobs/work-queue";

/* Schedules on a real PostgreSQL; the clock is the test's, the worker is the other suites'. */

const actor = { id: null, name: "Test" };
const midnight = new Date("2026-05-02T00:00:00Z");
const minutes = (count: number) => count * 60_000;

let database: { url: string; drop(): Promise<void> };
let db: Database;
let close: () => Promise<void>;
let queue: WorkQueue;
let record: RunRecord;
let schedules: ScheduleRecord;
let hub: SeededHub;
let integrationId: string;

beforeAll(async () => {
  database = await createDatabase(readServices().postgresUrl);
  ({ db, close } = openDatabase(database.url, { max: 10 }));
  hub = await seedHub(db);
  integrationId = await seedIntegration(db, hub, { vendor: "folder", path: "/none", prefix: "" });
  queue = await startWorkQueue(database.url, "web");
  record = createRunRecord(db, queue.enqueue);
  schedules = createScheduleRecord(db, queue.enqueue);
});
afterAll(async () => {
  vi.useRealTimers();
  await queue.stop();
  await close();
  await database.drop();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: midnight });
  await db.delete(jobs);
  await db.delete(backups);
  await db.update(backupConfigs).set({ cronString: null });
  await db.update(hubs).set({ settings: {} });
});

const tick = (hostId = hub.hostId) =>
  runSchedules({ record: schedules, now: () => new Date() }, hostId);
const pass = (count: number) => vi.setSystemTime(Date.now() + minutes(count));

/** A stateful container with a schedule that was set just now. */
async function scheduled(cronString: string, over: { instances?: number; hostId?: string } = {}) {
  const place = { ...hub, hostId: over.hostId ?? hub.hostId };
  const seeded = await seedContainer(db, place, { integrationId, instances: over.instances ?? 1 });
  await setSchedule(seeded.containerId, cronString);
  return { ...seeded, instanceId: seeded.instanceIds[0] ?? "" };
}

const setSchedule = (containerId: string, cron_string: string | null, instance_id?: string) =>
  setBackupConfig(
    db,
    { hubId: hub.hubId, containerId },
    {
      integration_id: integrationId,
      backup: { command: "cat", timeout: "1h", cron_string, ...(instance_id && { instance_id }) },
      restore: null,
    },
    actor,
  );

/** `00:05 queued`, `00:04 failed schedule-missed`, … by due time and try. */
async function rows(containerId: string): Promise<string[]> {
  const found = await db
    .select()
    .from(backups)
    .where(eq(backups.containerId, containerId))
    .orderBy(asc(backups.due), asc(backups.attempt));
  return found.map(({ due, state, errorCode, attempt }) =>
    [due?.toISOString().slice(11, 16), state, errorCode, attempt > 1 && `try ${attempt}`]
      .filter(Boolean)
      .join(" "),
  );
}

async function claim(hostId = hub.hostId, running = 0) {
  const run = await record.claimNext(hostId, running);
  if (run?.kind !== "backup") return null;
  const { id } = run;
  const containerId = run.container.id;
  return {
    ...run,
    ref: { kind: "backup" as const, id, hubId: hub.hubId, backupId: id, containerId },
  };
}

async function fail(code: "command-failed" | "worker-stopped" = "command-failed") {
  const run = await claim();
  if (!run) throw new Error("nothing to claim");
  await record.runFailed(run.ref, { code, message: "no" }, { exitCode: 1 });
}

test("many ticks at once, for many containers: each due time has one row", async () => {
  // The unique index is the second guard: the first has to hold without it.
  const [index] = await db.execute<{ indexdef: string }>(
    sql`select indexdef from pg_indexes where indexname = 'backups_due'`,
  );
  await db.execute(sql`drop index backups_due`);
  const each = await Promise.all(Array.from({ length: 20 }, () => scheduled("*/5 * * * *")));
  pass(5);
  const other = openDatabase(database.url, { max: 10 });
  const theirs = createScheduleRecord(other.db, queue.enqueue);
  const now = () => new Date();
  await Promise.all(
    [schedules, theirs, schedules, theirs].map((one) =>
      runSchedules({ record: one, now }, hub.hostId),
    ),
  );
  await other.close();
  await tick();
  for (const { containerId } of each) expect(await rows(containerId)).toEqual(["00:05 queued"]);
  expect(await db.$count(jobs, eq(jobs.action, "backup"))).toBe(20);
  await db.execute(sql.raw(index?.indexdef ?? ""));
});

test("a schedule that is changed before anybody saw to its due time: that is not dropped", async () => {
  const { containerId } = await scheduled("5 0 * * *");
  pass(6);
  const input = {
    integration_id: integrationId,
    backup: { command: "cat", timeout: "1h", cron_string: "0 4 * * *" },
    restore: null,
  };
  await saveBackupConfig({ db, queue }, { hubId: hub.hubId, containerId }, input, actor);
  expect(await rows(containerId)).toEqual(["00:05 queued"]);
  await tick();
  expect(await rows(containerId)).toEqual(["00:05 queued"]);
});

test("down over due times: the latest is made up once, the rest are recorded", async () => {
  const { containerId } = await scheduled("0 * * * *", { instances: 2 });
  pass(190);
  await tick();
  await tick();
  const missed = ["01:00", "02:00"].map((due) => `${due} failed schedule-missed`);
  expect(await rows(containerId)).toEqual([...missed, "03:00 queued"].flatMap((row) => [row, row]));
  const [row] = await db.select().from(backups).where(eq(backups.state, "failed"));
  expect(row).toMatchObject({
    trigger: "schedule",
    errorMessage: expect.stringContaining("01:00"),
  });
  expect(row?.finished).toEqual(new Date());
});

test("longer than the catch-up window, which is a setting: only recorded, and not tried again", async () => {
  await setHubSettings(db, hub.hubId, { catch_up_seconds: 600 }, actor);
  const { containerId } = await scheduled("0 3 * * *");
  pass(191);
  await tick();
  expect(await rows(containerId)).toEqual(["03:00 failed schedule-missed"]);
});

test("due while the one before waits or runs: skipped, with which", async () => {
  const { containerId } = await scheduled("*/10 * * * *");
  pass(10);
  await tick();
  pass(10);
  await tick();
  const run = await claim();
  pass(10);
  await tick();
  expect(await rows(containerId)).toEqual([
    "00:10 saving",
    "00:20 cancelled schedule-overlap",
    "00:30 cancelled schedule-overlap",
  ]);
  const skipped = await db.select().from(backups).where(eq(backups.state, "cancelled"));
  for (const { errorMessage } of skipped) expect(errorMessage).toContain(run?.id);
  expect(skipped[0]?.errorMessage).not.toBe(skipped[1]?.errorMessage);
});

test("a failure is tried again, later each time, twice; each try is a row", async () => {
  const { containerId } = await scheduled("0 1 * * *");
  pass(60);
  await tick();
  await fail();
  expect(await rows(containerId)).toEqual(["01:00 failed command-failed", "01:00 queued try 2"]);
  const page = {
    cursor: null,
    limit: 9,
    offset: 0,
    sort: { by: "created", descending: true },
  } as const;
  const { data } = await readBackups(db, { hubId: hub.hubId, containerId }, page);
  const due = new Date().toISOString();
  expect(data.find((row) => row.trigger === "retry")).toMatchObject({
    due,
    attempt: 2,
    not_before: expect.stringMatching(/T01:0[01]:/),
    creator: { id: null, name: "Holdfast" },
  });
  expect(data.find((row) => row.trigger === "schedule")).toMatchObject({ due, attempt: 1 });
  expect(await claim()).toBeNull();
  pass(1.21);
  // What is set by then is tried: the failed row's own command has lost its secrets.
  const set = { backupCommand: "date" };
  await db.update(backupConfigs).set(set).where(eq(backupConfigs.containerId, containerId));
  await fail("worker-stopped");
  pass(1.21);
  expect(await claim()).toBeNull();
  pass(4.8);
  const last = await claim();
  expect(last).toMatchObject({ trigger: "retry", command: "date" });
  if (last) await record.runFailed(last.ref, { code: "timed-out", message: "no" }, { exitCode: 1 });
  pass(600);
  expect(await claim()).toBeNull();
  expect(await rows(containerId)).toEqual([
    "01:00 failed command-failed",
    "01:00 failed worker-stopped try 2",
    "01:00 failed timed-out try 3",
  ]);
});

test("no retry against a person's word, after the schedule's end, or behind a newer run", async () => {
  const { containerId, instanceId } = await scheduled("*/10 * * * *");
  pass(10);
  await tick();
  const run = await claim();
  if (!run) throw new Error("nothing to claim");
  await db.update(backups).set({ cancelRequested: new Date() }).where(eq(backups.id, run.id));
  await record.runFailed(run.ref, { code: "cancelled", message: "stray" }, { exitCode: null });
  expect(await rows(containerId)).toEqual(["00:10 failed cancelled"]);

  pass(10);
  await tick();
  await setSchedule(containerId, null);
  await fail();
  expect(await rows(containerId)).toHaveLength(2);

  await setSchedule(containerId, "*/10 * * * *");
  const manual = createRequestRecord(db, queue.enqueue);
  await requestBackup(manual, { hubId: hub.hubId, containerId, trigger: "manual", actor });
  await fail();
  expect(await rows(containerId)).toHaveLength(3);

  pass(10);
  await tick();
  const old = await claim();
  const newer = { due: new Date(Date.now() + minutes(10)), instanceId, state: "queued" as const };
  const [seen] = await db
    .select()
    .from(backups)
    .where(eq(backups.id, old?.id ?? ""));
  if (!old || !seen) throw new Error("no run");
  await db.insert(backups).values({ ...seen, ...newer, id: crypto.randomUUID() });
  await record.runFailed(old.ref, { code: "timed-out", message: "no" }, { exitCode: null });
  expect((await rows(containerId)).filter((row) => row.includes("try"))).toEqual([]);
});

test("stopped, gone, not stateful, being deleted", async () => {
  const { containerId, instanceId } = await scheduled("0 * * * *");
  const set = (change: Partial<typeof containers.$inferInsert>) =>
    db.update(containers).set(change).where(eq(containers.id, containerId));
  const hour = async () => {
    pass(60);
    await tick();
    return (await rows(containerId)).slice(-2);
  };
  await db.update(instances).set({ state: "stopped" }).where(eq(instances.id, instanceId));
  const tried = await hour();
  expect(tried).toEqual(["01:00 failed container-stopped", "01:00 queued try 2"]);
  await db.delete(jobs);
  await db.delete(backups).where(eq(backups.state, "queued"));
  await db.update(instances).set({ state: "gone" }).where(eq(instances.id, instanceId));
  await set({ state: "gone", goneSince: new Date() });
  expect((await hour()).at(-1)).toBe("02:00 failed container-gone");
  for (const change of [
    { keepBackups: true },
    { keepBackups: false, deleteRequested: new Date() },
    { deleteRequested: null, state: "running", statefulOverride: false },
  ] as const) {
    await set(change);
    expect(await hour()).toHaveLength(2);
    expect(await rows(containerId)).toHaveLength(2);
  }
  // What was not wanted is not missed once it is wanted again.
  pass(30);
  await setStateful(db, { hubId: hub.hubId, containerId }, true, actor);
  await db.update(instances).set({ state: "running" }).where(eq(instances.id, instanceId));
  expect(await hour()).toEqual(["02:00 failed container-gone", "06:00 queued"]);
});

test("a schedule that changes is due from then on; one that is saved again loses nothing", async () => {
  const { containerId } = await scheduled("0 * * * *");
  pass(90);
  await setSchedule(containerId, "0 * * * *");
  await tick();
  expect(await rows(containerId)).toEqual(["01:00 queued"]);
  pass(120);
  await setSchedule(containerId, "30 * * * *");
  await tick();
  expect(await rows(containerId)).toEqual(["01:00 queued"]);
});

test("one chosen instance is backed up alone; another container's is refused", async () => {
  const { containerId, instanceIds } = await scheduled("0 * * * *", { instances: 3 });
  await setSchedule(containerId, "0 * * * *", instanceIds[1]);
  pass(60);
  await tick();
  const found = await db.select().from(backups).where(eq(backups.containerId, containerId));
  expect(found.map((row) => row.instanceId)).toEqual([instanceIds[1]]);
  const other = await scheduled("0 * * * *");
  await expect(setSchedule(containerId, "0 * * * *", other.instanceId)).rejects.toMatchObject({
    fields: { "backup.instance_id": expect.any(String) },
  });
});

test("runs at once: as many per host and in all as set, between workers too; a dead one holds nobody up", async () => {
  await setHubSettings(db, hub.hubId, { runs_per_host: 3, runs_in_all: 4 }, actor);
  expect((await readHubSettings(db, hub.hubId)).runs_in_all).toBe(4);
  const second = crypto.randomUUID();
  await db.insert(hosts).values({ id: second, hubId: hub.hubId, identifier: "second" });
  for (const hostId of [hub.hostId, second])
    for (let left = 5; left > 0; left -= 1) await scheduled("0 1 * * *", { hostId });
  pass(60);
  await tick();
  await tick(second);
  const locks = [await holdHost(database.url, hub.hostId, () => undefined)];
  locks.push(await holdHost(database.url, second, () => undefined));

  /** Each host's worker claims until it is told that there is no more. */
  const serve = async (hostId: string, running = 0) => {
    let count = running;
    while (await claim(hostId, count)) count += 1;
    return count;
  };
  await setHubSettings(db, hub.hubId, { runs_in_all: 1 }, actor);
  const ends = { state: "queued" as const };
  for (let round = 0; round < 10; round += 1) {
    const both = await Promise.all([claim(hub.hostId), claim(second)]);
    expect(both.filter(Boolean)).toHaveLength(1);
    await db.update(backups).set(ends).where(eq(backups.state, "saving"));
  }
  await setHubSettings(db, hub.hubId, { runs_in_all: 4 }, actor);
  const [here = 0, there = 0] = await Promise.all([serve(hub.hostId), serve(second)]);
  expect(here + there).toBe(4);
  expect(Math.max(here, there)).toBeLessThanOrEqual(3);
  expect(await db.$count(backups, eq(backups.state, "saving"))).toBe(4);

  const ours = and(eq(backups.state, "saving"), eq(backups.hostId, hub.hostId));
  await db.update(backups).set({ state: "failed" }).where(ours);
  expect(await serve(second, there)).toBe(3);
  expect(await claim(hub.hostId, 1)).toBeNull();
  await locks[1]?.release();
  expect(await claim(hub.hostId, 1)).not.toBeNull();
  await locks[0]?.release();
});

test("what waits longest goes first; a person's request does not wait behind the night", async () => {
  const late = await scheduled("10 1 * * *");
  const early = await scheduled("5 1 * * *");
  const asked = await scheduled("0 0 1 1 *");
  pass(70);
  await tick();
  const manual = createRequestRecord(db, queue.enqueue);
  const ask = (containerId: string) =>
    requestBackup(manual, { hubId: hub.hubId, containerId, trigger: "manual", actor });
  await ask(asked.containerId);
  const next = async () => (await claim())?.container.id;
  expect([await next(), await next(), await next()]).toEqual([
    asked.containerId,
    early.containerId,
    late.containerId,
  ]);
  // A schedule that has waited for more than six hours is before it.
  const waiting = await scheduled("0 2 * * *");
  pass(60);
  await tick();
  pass(6 * 60);
  await ask(asked.containerId);
  await db
    .update(backups)
    .set({ state: "failed" })
    .where(and(eq(backups.state, "saving")));
  expect([await next(), await next()]).toEqual([waiting.containerId, asked.containerId]);
});
