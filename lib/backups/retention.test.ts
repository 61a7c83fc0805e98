import { expect, test } from "vitest";
import { type BackupToJudge, judgeBackups } from "#lib/backups/retention";
import type { RetentionPolicy } from "#lib/backups/types";
import { whyItGoes } from "#lib/backups/why-it-goes";

const containerId = "container";
const now = new Date("2026-03-31T12:00:00Z");

function backup(created: string, over: Partial<BackupToJudge> = {}): BackupToJudge {
  const at = new Date(created);
  const instanceId = over.instanceId ?? "one";
  return {
    id: `${instanceId} ${created}`,
    containerId,
    instanceId,
    created: at,
    state: "live",
    pinned: false,
    ...over,
  };
}

/** What stays, by creation, with the rules that keep it; and what goes. */
function judge(
  backups: BackupToJudge[],
  policy: RetentionPolicy,
  { timeZone = "UTC", at = now }: { timeZone?: string; at?: Date } = {},
) {
  const judged = judgeBackups(backups, { containerId, policy, timeZone, now: at });
  return Object.fromEntries(
    backups.flatMap(({ id }) => {
      const one = judged.get(id);
      return one ? [[id.replace(/^one /, ""), one.goes ? "goes" : one.keptBy.join(" ")]] : [];
    }),
  );
}

test("age keeps what is younger, to the very millisecond, and says until when", () => {
  const backups = [
    backup("2026-03-31T00:00:00.000Z"),
    backup("2026-03-01T12:00:00.001Z"),
    backup("2026-03-01T12:00:00.000Z"),
  ];
  expect(judge(backups, { age: "30d" })).toEqual({
    "2026-03-31T00:00:00.000Z": "age newest",
    "2026-03-01T12:00:00.001Z": "age",
    "2026-03-01T12:00:00.000Z": "goes",
  });
  const about = { containerId, policy: { age: "30d" }, timeZone: "UTC", now };
  const expires = [...judgeBackups(backups, about).values()].map((one) => one.expires);
  expect(expires).toEqual([null, new Date("2026-03-31T12:00:00.001Z"), null]);
});

test("a policy without rules keeps all", () => {
  const backups = [backup("2026-03-31T00:00Z"), backup("1999-01-01T00:00Z")];
  expect(judge(backups, {})).toEqual({ "2026-03-31T00:00Z": "newest", "1999-01-01T00:00Z": "" });
});

test("the last 3 of a container with three instances are three of each", () => {
  const often = Array.from({ length: 5 }, (_, index) => backup(`2026-03-3${1}T0${index}:00Z`));
  const once = [backup("2025-01-01T00:00Z", { instanceId: "two", id: "two" })];
  const older = ["2024-01-01T00:00Z", "2024-01-02T00:00Z"].map((created) =>
    backup(created, { instanceId: "three", id: `three ${created.slice(0, 10)}` }),
  );
  expect(judge([...often, ...once, ...older], { last: 3 })).toEqual({
    "2026-03-31T00:00Z": "goes",
    "2026-03-31T01:00Z": "goes",
    "2026-03-31T02:00Z": "last",
    "2026-03-31T03:00Z": "last",
    "2026-03-31T04:00Z": "last newest",
    two: "last newest",
    "three 2024-01-01": "last",
    "three 2024-01-02": "last newest",
  });
});

test("however old, an instance's only backup stays; a failed one after it changes nothing", () => {
  const backups = [
    backup("2020-01-01T00:00Z"),
    backup("2026-03-30T00:00Z", { state: "failed" }),
    backup("2026-03-31T00:00Z", { state: "missing" }),
  ];
  expect(judge(backups, { age: "1d", last: 1 })).toEqual({ "2020-01-01T00:00Z": "last newest" });
  expect(judge(backups, { age: "1d" })).toEqual({ "2020-01-01T00:00Z": "newest" });
});

test("days, weeks, months and years keep the newest of each that has one", () => {
  const backups = [
    "2026-03-31T03:00Z", // Tuesday
    "2026-03-30T15:00Z", // Monday, the same week
    "2026-03-30T03:00Z",
    "2026-03-29T03:00Z", // Sunday, the week before
    "2026-03-02T03:00Z",
    "2025-12-31T03:00Z",
    "2025-01-05T03:00Z",
    "2024-06-01T03:00Z",
  ].map((created) => backup(created));
  expect(judge(backups, { daily: 2, weekly: 2, monthly: 2, yearly: 2 })).toEqual({
    "2026-03-31T03:00Z": "daily weekly monthly yearly newest",
    "2026-03-30T15:00Z": "daily",
    "2026-03-30T03:00Z": "goes",
    "2026-03-29T03:00Z": "weekly",
    "2026-03-02T03:00Z": "goes",
    "2025-12-31T03:00Z": "monthly yearly",
    "2025-01-05T03:00Z": "goes",
    "2024-06-01T03:00Z": "goes",
  });
});

test("ISO weeks go over the turn of the year, and days without a backup do not count", () => {
  const backups = ["2027-01-03T03:00Z", "2026-12-28T03:00Z", "2026-12-27T03:00Z"];
  const at = new Date("2027-02-01T00:00Z");
  const dated = backups.map((created) => backup(created));
  expect(judge(dated, { weekly: 2 }, { at })).toEqual({
    "2027-01-03T03:00Z": "weekly newest",
    "2026-12-28T03:00Z": "goes",
    "2026-12-27T03:00Z": "weekly",
  });
  expect(Object.values(judge(dated, { daily: 3 }, { at }))).toEqual([
    "daily newest",
    "daily",
    "daily",
  ]);
});

test("a day is the time zone's day", () => {
  // 23:30 and 00:30 in Lisbon, whose summer time began on 29 March: one day in UTC, two there.
  const backups = ["2026-03-30T22:30Z", "2026-03-30T23:30Z"].map((created) => backup(created));
  expect(Object.values(judge(backups, { daily: 2 }))).toEqual(["goes", "daily newest"]);
  const there = { timeZone: "Europe/Lisbon" };
  expect(Object.values(judge(backups, { daily: 2 }, there))).toEqual(["daily", "daily newest"]);
});

test("a day of 25 hours is one day, and so is one of 23", () => {
  const timeZone = "Europe/Berlin";
  const at = new Date("2026-11-01T00:00Z");
  const autumn = ["2026-10-24T22:00Z", "2026-10-25T00:30Z", "2026-10-25T01:30Z"];
  const hours = [...autumn, "2026-10-25T22:59Z", "2026-10-25T23:00Z"].map((one) => backup(one));
  expect(Object.values(judge(hours, { daily: 9 }, { timeZone, at }))).toEqual([
    "goes",
    "goes",
    "goes",
    "daily",
    "daily newest",
  ]);
  const spring = ["2026-03-28T22:59Z", "2026-03-28T23:00Z", "2026-03-29T21:59Z"];
  const short = spring.map((one) => backup(one));
  expect(Object.values(judge(short, { daily: 9 }, { timeZone }))).toEqual([
    "daily",
    "goes",
    "daily newest",
  ]);
});

test("what is dated in the future stays, and takes no newer one's place", () => {
  const backups = ["2031-01-01T00:00Z", "2026-03-31T00:00Z", "2026-03-30T00:00Z"].map((created) =>
    backup(created),
  );
  expect(judge(backups, { last: 1 })).toEqual({
    "2031-01-01T00:00Z": "newest",
    "2026-03-31T00:00Z": "last newest",
    "2026-03-30T00:00Z": "goes",
  });
});

test("a rule that cannot be read keeps all, and so does an unknown time zone", () => {
  const backups = [backup("2026-03-31T00:00Z"), backup("1999-01-01T00:00Z")];
  for (const policy of [{ age: "0s" }, { age: "11y" }, { age: "soon" }, { last: 0 }, { last: 1.5 }])
    expect(Object.values(judge(backups, policy))).not.toContain("goes");
  expect(Object.values(judge(backups, { daily: 1 }, { timeZone: "Moon/Tycho" }))).toEqual([
    "daily newest",
    "daily",
  ]);
});

test("why it goes, in words", () => {
  expect(whyItGoes({ age: "30d", last: 7, daily: 1, weekly: 4 })).toBe(
    "older than 30d, not among the last 7, not the newest of the last day, not the newest of one of the last 4 weeks",
  );
});
