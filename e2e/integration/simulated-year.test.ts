import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { backups, instances } from "#drizzle/schema";
import { type SeededHub, seedContainer, seedHub, seedIntegration } from "#e2e/fixtures/seed";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import { RunError } from "#lib/backups/failure";
import type { RunDeps } from "#lib/backups/ports";
import { runBackup } from "#lib/backups/run-backup";
import { fakeDeps } from "#lib/backups/run-deps.fake";
import { runSchedules } from "#lib/backups/run-schedules";
import { type Database, openDatabase } from "#lib/db/client";
import { createRunRecord } from "#lib/db/run-record";
import { createScheduleRecord } from "#lib/db/schedule-record";
import { setBackupConfig } from "#lib/db/set-backup-config";
import { startWorkQueue, type WorkQueue } from "#lib/jobs/work-queue";
import { createMemoryStore } from "#lib/storage/memory-store";

/*
 * Containers left alone for a year, an hour at a time. The clock, the commands and the bucket are the
 * test's; the schedules, the runs and their record on PostgreSQL are the product's.
 */

const hour = 3_600_000;
const utc = (text: string) => Date.parse(`2026-${text}Z`);
const [start, end] = [utc("01-01T00:00"), utc("12-31T23:59")];

let database: { url: string; drop(): Promise<void> };
let db: Database;
let close: () => Promise<void>;
let queue: WorkQueue;
let hub: SeededHub;
let integrationId: string;
let deps: RunDeps;
const store = createMemoryStore();
/** Commands that fail at that moment, by their text. */
const fails = new Map<string, (now: number) => boolean>();

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: start });
  database = await createDatabase(readServices().postgresUrl);
  ({ db, close } = openDatabase(database.url, { max: 4 }));
  hub = await seedHub(db);
  integrationId = await seedIntegration(db, hub, { vendor: "folder", path: "/none", prefix: "" });
  queue = await startWorkQueue(database.url, "web");
  const fake = fakeDeps(store, { stdout: [Buffer.from("all of it")] }).deps;
  deps = {
    ...fake,
    record: createRunRecord(db, queue.enqueue),
    now: () => new Date(),
    commands: { ...fake.commands, start: play },
  };

  async function play(input: Parameters<typeof fake.commands.start>[0]) {
    const id = input.dockerId.replace("docker-", "");
    const [instance] = await db.select().from(instances).where(eq(instances.id, id));
    if (instance?.state !== "running")
      throw new RunError("container-stopped", "The instance does not run.");
    if (fails.get(input.argv.join(" "))?.(Date.now()))
      throw new RunError("command-failed", "No.", 1);
    return fake.commands.start(input);
  }
});
afterAll(async () => {
  vi.useRealTimers();
  await queue.stop();
  await close();
  await database.drop();
});

async function leaveAlone(command: string, cron: string, zone: string, count = 1) {
  const seeded = await seedContainer(db, hub, { integrationId, instances: count });
  const schedule = { cron_string: cron, time_zone: zone };
  await setBackupConfig(
    db,
    { hubId: hub.hubId, containerId: seeded.containerId },
    {
      integration_id: integrationId,
      backup: { command, timeout: "1h", ...schedule },
      restore: null,
    },
    { id: null, name: "Test" },
  );
  return { command, ...seeded };
}

/** What the worker does once an hour, and as often as there is something to do. */
async function serve(): Promise<void> {
  const record = createScheduleRecord(db, queue.enqueue);
  await runSchedules({ record, now: () => new Date() }, hub.hostId);
  for (;;) {
    const run = await deps.record.claimNext(hub.hostId, 0);
    if (run?.kind !== "backup") return;
    await runBackup(deps, run, new AbortController().signal);
  }
}

/** Each local day of the year at each of these hours, with the zone's offset in hours at that time. */
function days(hours: number[], offset: (local: number) => number): number[] {
  const found: number[] = [];
  for (let day = utc("01-01T00:00"); day < end + 24 * hour; day += 24 * hour)
    for (const at of hours) {
      const local = day + at * hour;
      found.push(local - offset(local) * hour);
    }
  return found.filter((due) => due > start && due < end);
}
const berlin = (local: number) =>
  local >= utc("03-29T03:00") && local < utc("10-25T03:00") ? 2 : 1;
const newYork = (local: number) =>
  local >= utc("03-08T03:00") && local < utc("11-01T02:00") ? -4 : -5;
const lordHowe = (local: number) =>
  local >= utc("04-05T02:00") && local < utc("10-04T02:00") ? 10.5 : 11;
const within = (from: string, to: string) => (due: number) => due >= utc(from) && due <= utc(to);

test("a year: what was due is there, and what is not there says why", async () => {
  const nightly = await leaveAlone("nightly", "30 2 * * *", "Europe/Berlin");
  const weekly = await leaveAlone("weekly", "0 4 * * 0", "America/New_York", 2);
  const monthly = await leaveAlone("monthly", "15 12 1 * *", "Australia/Lord_Howe");
  const often = await leaveAlone("often", "0 */12 * * *", "Europe/Berlin");
  const down = [within("03-29T00:30", "03-29T03:00"), within("06-10T00:00", "06-13T12:00")];
  const stopped = within("11-02T00:00", "11-04T12:00");
  // Two hours of trouble are outlasted by the tries, a day of it is not.
  const badDay = within("09-09T00:00", "09-09T23:59");
  fails.set("nightly", (now) => badDay(now) || within("08-05T00:00", "08-05T02:15")(now));

  for (let now = start + hour / 12; now < end; now += hour) {
    vi.setSystemTime(now);
    await db
      .update(instances)
      .set({ state: stopped(now) ? "stopped" : "running" })
      .where(eq(instances.containerId, nightly.containerId));
    if (!down.some((is) => is(now))) await serve();
  }

  const due = {
    // 02:30 does not exist on 29 March: it is due at 03:00.
    nightly: days([2.5], berlin).map((one) => (one === utc("03-29T01:30") ? one - hour / 2 : one)),
    weekly: days([4], newYork).filter((one) => new Date(one).getUTCDay() === 0),
    monthly: days([12.25], lordHowe).filter((one) => new Date(one).getUTCDate() === 1),
    often: days([0, 12], berlin),
  };
  const isLost = {
    nightly: (one: number) => down[1]?.(one) || stopped(one) || badDay(one),
    weekly: () => false,
    monthly: () => false,
    // The last one before the worker came back is made up.
    often: (one: number) => down[1]?.(one) && one !== utc("06-13T10:00"),
  };
  for (const [name, { containerId, instanceIds }] of Object.entries({
    nightly,
    weekly,
    monthly,
    often,
  }))
    for (const instanceId of instanceIds) {
      const rows = await db
        .select()
        .from(backups)
        .where(eq(backups.instanceId, instanceId))
        .orderBy(asc(backups.due), asc(backups.attempt));
      const expected = due[name as keyof typeof due];
      const lost = isLost[name as keyof typeof isLost];
      const show = (dues: (number | undefined)[]) =>
        dues.map((one) => new Date(one ?? 0).toISOString());
      const live = rows.filter((row) => row.state === "live");
      expect(show(live.map((row) => row.due?.getTime())), name).toEqual(
        show(expected.filter((one) => !lost(one))),
      );
      const all = [...new Set(rows.map((row) => row.due?.getTime()))];
      expect(show(all), `${name}: nothing is silently skipped`).toEqual(show(expected));
      expect(rows.every((row) => row.state === "live" || row.errorMessage)).toBe(true);
      expect(rows.every((row) => row.containerId === containerId)).toBe(true);
    }

  const tries = await db
    .select({ due: backups.due, state: backups.state, code: backups.errorCode })
    .from(backups)
    .where(eq(backups.containerId, nightly.containerId))
    .orderBy(asc(backups.due), asc(backups.attempt));
  const of = (day: string) =>
    tries
      .filter((row) => row.due?.toISOString().startsWith(`2026-${day}`))
      .map((row) => row.code ?? row.state);
  expect(of("08-05")).toEqual(["command-failed", "command-failed", "live"]);
  expect(of("09-09")).toEqual(["command-failed", "command-failed", "command-failed"]);
  expect(of("06-12")).toEqual(["schedule-missed"]);
  expect(of("11-03")).toEqual(["container-stopped", "container-stopped", "container-stopped"]);
}, 480_000);
