import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { backups } from "#drizzle/backups";
import { instances } from "#drizzle/containers";
import { type Simulation, startSimulation } from "#e2e/fixtures/simulation";

/* Containers left alone for a year, an hour at a time, with outages and both changes of the clocks. */

const hour = 3_600_000;
const utc = (text: string) => Date.parse(`2026-${text}Z`);
const [start, end] = [utc("01-01T00:00"), utc("12-31T23:59")];
const within = (from: string, to: string) => (due: number) => due >= utc(from) && due <= utc(to);

/** When the worker was down, the nightly one's instance stopped, and its command broken. */
const overTheLeap = within("03-29T00:30", "03-29T03:00");
const down = within("06-10T00:00", "06-13T12:00");
const stopped = within("11-02T00:00", "11-04T12:00");
const badDay = within("09-09T00:00", "09-09T23:59");
/** Outlasted by the tries. */
const badHours = within("08-05T00:00", "08-05T02:15");

type Seeded = Awaited<ReturnType<Simulation["leaveAlone"]>>;

let year: Simulation;
let nightly: Seeded;
let weekly: Seeded;
let monthly: Seeded;
let often: Seeded;
let dying: Seeded;
let pinned: Seeded;

beforeAll(async () => {
  year = await startSimulation(start);
  const { leaveAlone, db, fails } = year;
  nightly = await leaveAlone("nightly", {
    cron: "30 2 * * *",
    zone: "Europe/Berlin",
    retention: { daily: 7, weekly: 4, monthly: 12, yearly: 1 },
  });
  weekly = await leaveAlone("weekly", {
    cron: "0 4 * * 0",
    zone: "America/New_York",
    retention: { last: 3 },
    instances: 2,
  });
  monthly = await leaveAlone("monthly", {
    cron: "15 12 1 * *",
    zone: "Australia/Lord_Howe",
    retention: { age: "1d" },
  });
  often = await leaveAlone("often", {
    cron: "0 */12 * * *",
    zone: "Europe/Berlin",
    retention: { age: "30d" },
  });
  dying = await leaveAlone("dying", { cron: "0 3 * * 1", zone: "UTC", retention: { age: "30d" } });
  pinned = await leaveAlone("pinned", { cron: "0 5 * * 2", zone: "UTC", retention: { last: 2 } });
  fails.set("nightly", (now) => badDay(now) || badHours(now));
  fails.set("dying", within("10-01T00:00", "12-31T23:59"));

  for (let now = start + hour / 12; now < end; now += hour) {
    vi.setSystemTime(now);
    await db
      .update(instances)
      .set({ state: stopped(now) ? "stopped" : "running" })
      .where(eq(instances.containerId, nightly.containerId));
    if (now === utc("03-03T12:05"))
      await db
        .update(backups)
        .set({ pinned: true })
        .where(eq(backups.due, new Date(utc("03-03T05:00"))));
    const isMidnight = new Date(now).getUTCHours() === 0;
    if (!overTheLeap(now) && !down(now)) await year.serve(isMidnight ? null : new Date(now - 1));
  }
  await year.serve(null);
}, 540_000);
afterAll(() => year.stop());

async function rowsOf(instanceId = "") {
  return year.db
    .select()
    .from(backups)
    .where(eq(backups.instanceId, instanceId))
    .orderBy(asc(backups.due), asc(backups.attempt));
}
const show = (due: number | Date | null) => new Date(due ?? 0).toISOString().slice(5, 16);

/** Each local day of the year at each of these hours, with the zone's offset in hours at that time. */
function days(hours: number[], offset: (local: number) => number): number[] {
  const found: number[] = [];
  for (let day = start; day < end + 24 * hour; day += 24 * hour)
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

test("what was due was made, and what was not says why", async () => {
  // 02:30 does not exist on 29 March: it is due at 03:00.
  const overLeap = (one: number) => (one === utc("03-29T01:30") ? one - hour / 2 : one);
  const never = () => false;
  const cases = [
    {
      ...nightly,
      due: days([2.5], berlin).map(overLeap),
      isLost: (one: number) => down(one) || stopped(one) || badDay(one),
    },
    {
      ...weekly,
      due: days([4], newYork).filter((one) => new Date(one).getUTCDay() === 0),
      isLost: never,
    },
    {
      ...monthly,
      due: days([12.25], lordHowe).filter((one) => new Date(one).getUTCDate() === 1),
      isLost: never,
    },
    {
      ...often,
      due: days([0, 12], berlin),
      // The last one before the worker came back is made up.
      isLost: (one: number) => down(one) && one !== utc("06-13T10:00"),
    },
  ];
  for (const { instanceIds, due, isLost } of cases)
    for (const instanceId of instanceIds) {
      const rows = await rowsOf(instanceId);
      const made = rows.filter(({ state }) => state === "live" || state === "deleted");
      expect(made.map((row) => show(row.due))).toEqual(due.filter((one) => !isLost(one)).map(show));
      expect([...new Set(rows.map((row) => show(row.due)))]).toEqual(due.map(show));
      for (const row of rows)
        if (!made.includes(row)) expect(row).toMatchObject({ errorMessage: expect.any(String) });
    }
});

test("each try of a bad day is seen", async () => {
  const rows = await rowsOf(nightly.instanceIds[0]);
  const of = (day: string) =>
    rows
      .filter(({ due }) => show(due).startsWith(day))
      .map(({ errorCode, finished, path }) => errorCode ?? (finished && path ? "made" : "?"));
  expect(of("08-05")).toEqual(["command-failed", "command-failed", "made"]);
  expect(of("09-09")).toEqual(["command-failed", "command-failed", "command-failed"]);
  expect(of("06-12")).toEqual(["schedule-missed"]);
  expect(of("11-03")).toEqual(["container-stopped", "container-stopped", "container-stopped"]);
});

test("what is left is exactly what each policy names", async () => {
  const left = async (instanceId = "") =>
    (await rowsOf(instanceId)).filter(({ state }) => state === "live").map(({ due }) => show(due));

  // The newest of each of 12 months, of 4 weeks, and of 7 days (31 December is a Thursday).
  const days = ["12-25", "12-26", "12-27", "12-28", "12-29", "12-30", "12-31"];
  const weeks = ["12-13", "12-20", "12-27", "12-31"];
  const winter = ["01-31", "02-28", "10-31", "11-30", ...weeks, ...days].map((d) => `${d}T01:30`);
  const summer = ["03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30"];
  const named = new Set([...winter, ...summer.map((d) => `${d}T00:30`)]);
  expect(await left(nightly.instanceIds[0])).toEqual([...named].sort());

  for (const instanceId of weekly.instanceIds)
    expect(await left(instanceId)).toEqual(["12-13T09:00", "12-20T09:00", "12-27T09:00"]);
  // Older than its policy allows, and the newest all the same.
  expect(await left(monthly.instanceIds[0])).toEqual(["12-01T01:15"]);
  expect(await left(dying.instanceIds[0])).toEqual(["09-28T03:00"]);
  expect(await left(pinned.instanceIds[0])).toEqual(["03-03T05:00", "12-22T05:00", "12-29T05:00"]);
  const month = Array.from(
    { length: 30 },
    (_, index) => `12-${String(index + 2).padStart(2, "0")}`,
  );
  expect(await left(often.instanceIds[0])).toEqual(
    month.flatMap((day) => [`${day}T11:00`, `${day}T23:00`]),
  );
});

test("the bucket holds those and their manifests, and nothing else", async () => {
  const live = await year.db.select().from(backups).where(eq(backups.state, "live"));
  const keys: string[] = [];
  for await (const { key } of year.store.listObjects("")) keys.push(key);
  expect(keys.sort()).toEqual(live.flatMap((row) => [row.path, row.manifestPath]).sort());
  const states = new Set((await year.db.select().from(backups)).map(({ state }) => state));
  expect(states).toEqual(new Set(["live", "failed", "deleted"]));
});
