import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSchedule } from "#lib/backups/schedule";
import { isTimeZone, wallClock } from "#lib/backups/wall-clock";

const minute = 60_000;

/** Due times between two instants, as the zone's clock shows them, and in UTC. */
function dues(cronString: string, timeZone: string, from: string, to: string): string[] {
  const clock = wallClock(timeZone);
  return parseSchedule(cronString, timeZone)
    .between(new Date(from), new Date(to), 1000)
    .map((due) => {
      const wall = new Date(clock.wallAt(due.getTime())).toISOString();
      return `${wall.slice(8, 10)} ${wall.slice(11, 16)} = ${due.toISOString().slice(11, 16)}Z`;
    });
}

test("spring in Berlin: 02:30 does not exist, and is due right after the leap, once", () => {
  expect(dues("30 2 * * *", "Europe/Berlin", "2026-03-27T12:00Z", "2026-03-30T12:00Z")).toEqual([
    "28 02:30 = 01:30Z",
    "29 03:00 = 01:00Z",
    "30 02:30 = 00:30Z",
  ]);
  const twice = dues("0,30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T12:00Z");
  expect(twice).toEqual(["29 03:00 = 01:00Z"]);
  const both = dues("30 2,3 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T12:00Z");
  expect(both).toEqual(["29 03:00 = 01:00Z", "29 03:30 = 01:30Z"]);
});

test("autumn in Berlin: 02:30 comes twice, and is due the first time only", () => {
  expect(dues("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-26T12:00Z")).toEqual([
    "25 02:30 = 00:30Z",
    "26 02:30 = 01:30Z",
  ]);
  const steps = dues("0 */2 * * *", "Europe/Berlin", "2026-10-24T22:30Z", "2026-10-25T06:00Z");
  expect(steps).toEqual(["25 02:00 = 00:00Z", "25 04:00 = 03:00Z", "25 06:00 = 05:00Z"]);
});

test("every hour is every hour, over both changes", () => {
  expect(dues("15 * * * *", "Europe/Berlin", "2026-03-29T00:00Z", "2026-03-29T02:59Z")).toEqual([
    "29 01:15 = 00:15Z",
    "29 03:15 = 01:15Z",
    "29 04:15 = 02:15Z",
  ]);
  expect(dues("15 0-23 * * *", "Europe/Berlin", "2026-10-25T00:00Z", "2026-10-25T02:59Z")).toEqual([
    "25 02:15 = 00:15Z",
    "25 02:15 = 01:15Z",
    "25 03:15 = 02:15Z",
  ]);
  const each = dues("*/20 * * * *", "Europe/Berlin", "2026-10-24T22:00Z", "2026-10-25T04:00Z");
  expect(each).toHaveLength(18);
});

test("a shift of half an hour (Lord Howe)", () => {
  const zone = "Australia/Lord_Howe";
  expect(dues("15 2 * * *", zone, "2026-10-02T00:00Z", "2026-10-05T00:00Z")).toEqual([
    "03 02:15 = 15:45Z",
    "04 02:30 = 15:30Z",
    "05 02:15 = 15:15Z",
  ]);
  expect(dues("45 1 * * *", zone, "2026-04-03T00:00Z", "2026-04-06T00:00Z")).toEqual([
    "04 01:45 = 14:45Z",
    "05 01:45 = 14:45Z",
    "06 01:45 = 15:15Z",
  ]);
  expect(dues("0 * * * *", zone, "2026-04-04T13:20Z", "2026-04-04T16:00Z")).toEqual([
    "05 01:00 = 14:00Z",
    "05 02:00 = 15:30Z",
  ]);
});

test("midnight that does not exist (Santiago), and a day that does not (Apia)", () => {
  expect(dues("0 0 * * *", "America/Santiago", "2026-09-05T12:00Z", "2026-09-07T12:00Z")).toEqual([
    "06 01:00 = 04:00Z",
    "07 00:00 = 03:00Z",
  ]);
  expect(dues("0 12 * * *", "Pacific/Apia", "2011-12-29T00:00Z", "2011-12-31T12:00Z")).toEqual([
    "29 12:00 = 22:00Z",
    "31 00:00 = 10:00Z",
    "31 12:00 = 22:00Z",
  ]);
});

test("between gives the newest, and neither the start nor what comes later", () => {
  const schedule = parseSchedule("0 * * * *", "UTC");
  const at = (time: string) => new Date(`2026-05-01T${time}:00Z`);
  expect(schedule.between(at("01:00"), at("04:00"), 9)).toEqual(
    ["02:00", "03:00", "04:00"].map(at),
  );
  expect(schedule.between(at("01:00"), at("04:30"), 2)).toEqual(["03:00", "04:00"].map(at));
  expect(schedule.between(at("01:00"), at("01:59"), 9)).toEqual([]);
});

test("rare days come: the 29th of February, the last of a month, either of two days", () => {
  const next = (cron: string) =>
    parseSchedule(cron, "UTC").next(new Date("2026-03-01T00:00Z"))?.toISOString().slice(0, 10);
  expect(next("0 0 29 2 *")).toBe("2028-02-29");
  expect(next("0 0 L * *")).toBe("2026-03-31");
  expect(next("0 0 20 * 1")).toBe("2026-03-02");
});

test.each([
  ["", /five fields.*has 0/],
  ["0 3 * *", /five fields.*has 4/],
  ["0 0 3 * * *", /five fields.*has 6/],
  ["@daily", /five fields/],
  ["60 0 * * *", /Invalid value for minute: 60/],
  ["0 24 * * *", /hour: 24/],
  ["0 0 * * 8", /dayOfWeek: 8/],
  ["*/0 * * * *", /stepping: 0/],
  ["0 5-3 * * *", /5-3/],
  ["0 0 ? * *", /digits, names and the signs/],
  ["a b c d e", /not a cron string/],
  ["0 0 31 2 *", /never comes/],
  ["0 0 30 2 *", /never comes/],
  ["0 0 31 4,6,9,11 *", /never comes/],
])("refuses %j", (cron, words) => {
  expect(() => parseSchedule(cron, "UTC")).toThrow(words);
});

test("time zones are places", () => {
  expect(["UTC", "Europe/Lisbon", "Asia/Kolkata"].filter(isTimeZone)).toHaveLength(3);
  expect(["", "Mars/Base", "+01:00", "Europe", "03:00"].filter(isTimeZone)).toEqual([]);
});

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"];
const changes = [
  "2026-03-08",
  "2026-03-29",
  "2026-04-05",
  "2026-10-04",
  "2026-10-25",
  "2026-11-01",
];
const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 3 });
const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 4 });

test("agrees with a clock watched minute by minute over each change", () => {
  const input = fc.tuple(
    fc.constantFrom(...zones),
    fc.constantFrom(...changes),
    minutes,
    fc.option(hours, { nil: null }),
  );
  fc.assert(
    fc.property(input, ([zone, day, atMinutes, atHours]) => {
      const clock = wallClock(zone);
      const from = Date.parse(`${day}T00:00Z`) - 18 * 60 * minute;
      const to = from + 48 * 60 * minute;
      const expected = watch(clock, { from, to, atMinutes, atHours });
      const schedule = parseSchedule(`${atMinutes} ${atHours ?? "*"} * * *`, zone);
      const found = schedule.between(new Date(from), new Date(to), 10_000);
      expect(found.map((due) => due.getTime())).toEqual(expected);
      // Wherever one starts to look, the next is the same.
      for (let at = from; at < to; at += 17 * minute) {
        const next = expected.find((due) => due > at);
        if (next) expect(schedule.next(new Date(at))?.getTime()).toBe(next);
        const last = expected.findLast((due) => due <= at);
        if (last) expect(schedule.last(new Date(at))?.getTime()).toBe(last);
      }
    }),
    { numRuns: 60 },
  );
});

/** The rule in its plainest form: named hours by each wall time once, every hour by what is shown. */
function watch(
  clock: ReturnType<typeof wallClock>,
  of: { from: number; to: number; atMinutes: number[]; atHours: number[] | null },
): number[] {
  const found = new Set<number>();
  const past = new Set<number>();
  let before = clock.wallAt(of.from - 6 * 60 * minute);
  for (let at = of.from - 6 * 60 * minute + minute; at <= of.to; at += minute) {
    const shown = clock.wallAt(at);
    const walls = [shown];
    if (of.atHours) for (let w = before + minute; w < shown; w += minute) walls.push(w);
    for (const wall of walls) {
      const time = new Date(wall);
      const hit =
        of.atMinutes.includes(time.getUTCMinutes()) &&
        (of.atHours?.includes(time.getUTCHours()) ?? true) &&
        !(of.atHours && past.has(wall));
      past.add(wall);
      if (hit && at > of.from) found.add(at);
    }
    before = shown;
  }
  return [...found].sort((a, b) => a - b);
}
