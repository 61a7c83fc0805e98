import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDuration } from "#lib/backups/duration";
import { type BackupToJudge, judgeBackups } from "#lib/backups/retention";
import type { RetentionPolicy } from "#lib/backups/types";

const containerId = "own";
const runs = { numRuns: 500 };

/** Moments near the changes of clocks, midnights and turns of years, and anywhere in ten years. */
const edges = [
  "2026-03-29T01:00Z",
  "2026-10-25T01:00Z",
  "2026-11-01T06:00Z",
  "2026-04-05T14:00Z",
  "2025-12-31T23:59:59.999Z",
  "2026-01-01T00:00Z",
  "2024-02-29T12:00Z",
].map((text) => new Date(text).getTime());
const week = 7 * 86_400_000;
const moment = fc
  .oneof(
    fc
      .tuple(fc.constantFrom(...edges), fc.integer({ min: -2 * week, max: 2 * week }))
      .map(([edge, off]) => edge + off),
    fc.integer({ min: Date.UTC(2018, 0), max: Date.UTC(2028, 0) }),
  )
  .map((ms) => new Date(ms));

const timeZone = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "Pacific/Apia",
  "America/St_Johns",
);

const instance = fc.constantFrom("one", "two", "three");
const states = ["live", "failed", "cancelled", "missing", "queued", "saving", "deleting"] as const;
const anyBackup = fc.record({
  id: fc.uuid(),
  containerId: fc.constantFrom(containerId, containerId, containerId, "another"),
  instanceId: instance,
  created: moment,
  state: fc.oneof(
    { weight: 6, arbitrary: fc.constant("live" as const) },
    fc.constantFrom(...states),
  ),
  pinned: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
}) satisfies fc.Arbitrary<BackupToJudge>;
const anyBackups = fc.uniqueArray(anyBackup, {
  selector: ({ id }) => id,
  maxLength: 60,
  size: "max",
});

// Mostly rules that let something go: what keeps all shows nothing.
const age = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom("1s", "12h", "1d", "30d", "365d") },
  fc.constantFrom("10y", "0s", "900y", "", "nonsense"),
);
const count = fc.oneof(
  { weight: 15, arbitrary: fc.integer({ min: 1, max: 6 }) },
  fc.constantFrom(0, -3, 1.5, 10_000),
);
const ruleNames = ["age", "last", "daily", "weekly", "monthly", "yearly"] as const;
const anyPolicy: fc.Arbitrary<RetentionPolicy> = fc
  .tuple(
    fc.record({ age, last: count, daily: count, weekly: count, monthly: count, yearly: count }),
    fc.subarray([...ruleNames], { minLength: 0, maxLength: 4 }),
  )
  .map(([all, rules]) => Object.fromEntries(rules.map((rule) => [rule, all[rule]])));
const anyAbout = fc.record({
  containerId: fc.constant(containerId),
  policy: anyPolicy,
  timeZone,
  now: fc.oneof({ weight: 3, arbitrary: fc.constant(new Date("2028-01-01T00:00Z")) }, moment),
});
type About = Parameters<typeof judgeBackups>[1];

const isLive = (one: BackupToJudge) => one.containerId === containerId && one.state === "live";
const goesOf = (backups: BackupToJudge[], about: About) =>
  new Set([...judgeBackups(backups, about).values()].flatMap(({ id, goes }) => (goes ? [id] : [])));
const newest = (backups: BackupToJudge[]) =>
  backups.toSorted((a, b) => +b.created - +a.created || (a.id < b.id ? 1 : -1));
const byInstance = (backups: BackupToJudge[]) =>
  [...Map.groupBy(backups.filter(isLive), (one) => one.instanceId).values()].map(newest);

function holds(property: (backups: BackupToJudge[], about: About) => void): void {
  fc.assert(fc.property(anyBackups, anyAbout, property), runs);
}

test("the newest live backup of each instance stays, under every policy and clock", () =>
  holds((backups, about) => {
    const goes = goesOf(backups, about);
    for (const [first] of byInstance(backups)) expect(goes).not.toContain(first?.id);
    // Also the newest of those that are not dated in the future.
    const past = backups.filter((one) => one.created <= about.now);
    for (const [first] of byInstance(past)) expect(goes).not.toContain(first?.id);
  }));

test("what is pinned, not live, or another container's never goes", () =>
  holds((backups, about) => {
    const goes = goesOf(backups, about);
    for (const one of backups) if (one.pinned || !isLive(one)) expect(goes).not.toContain(one.id);
    const judged = judgeBackups(backups, about);
    expect([...judged.keys()].sort()).toEqual(
      backups
        .filter(isLive)
        .map(({ id }) => id)
        .sort(),
    );
  }));

test("what is not live, or another container's, does not count either", () =>
  holds((backups, about) => {
    expect(goesOf(backups.filter(isLive), about)).toEqual(goesOf(backups, about));
  }));

test("one more rule never removes more", () => {
  const added = fc.constantFrom(...ruleNames);
  fc.assert(
    fc.property(anyBackups, anyAbout, added, age, count, (backups, about, rule, text, number) => {
      fc.pre(Object.keys(about.policy).length > 0 && !(rule in about.policy));
      const more = { ...about.policy, [rule]: rule === "age" ? text : number };
      const before = goesOf(backups, about);
      for (const id of goesOf(backups, { ...about, policy: more })) expect(before).toContain(id);
    }),
    runs,
  );
});

test("a higher number never removes more", () =>
  holds((backups, about) => {
    const { policy } = about;
    const raised = Object.fromEntries(
      Object.entries(policy).map(([rule, value]) => [
        rule,
        typeof value === "number" && Number.isInteger(value) && value > 0 ? value + 1 : value,
      ]),
    );
    const before = goesOf(backups, about);
    for (const id of goesOf(backups, { ...about, policy: raised })) expect(before).toContain(id);
  }));

test("removing twice is removing once, and no rule's reasons change by it", () =>
  holds((backups, about) => {
    const judged = judgeBackups(backups, about);
    const left = backups.filter((one) => !judged.get(one.id)?.goes);
    const again = judgeBackups(left, about);
    for (const one of left) expect(again.get(one.id)).toEqual(judged.get(one.id));
  }));

test("the order in which backups are given does not matter", () =>
  holds((backups, about) => {
    const reversed = judgeBackups(backups.toReversed(), about);
    for (const [id, one] of judgeBackups(backups, about)) expect(reversed.get(id)).toEqual(one);
  }));

test("a policy without rules removes nothing", () =>
  holds((backups, about) => {
    expect(goesOf(backups, { ...about, policy: {} }).size).toBe(0);
  }));

/** The day, ISO week, month and year of a moment, by another way than the one that is tested. */
function periodsOf(moment: Date, zone: string) {
  const local = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  const date = local.format(moment);
  const monday = new Date(`${date}T00:00Z`);
  while (monday.getUTCDay() !== 1) monday.setUTCDate(monday.getUTCDate() - 1);
  return {
    daily: date,
    weekly: monday.toISOString().slice(0, 10),
    monthly: date.slice(0, 7),
    yearly: date.slice(0, 4),
  };
}

test("what each rule keeps is what it names, no more and no less", () =>
  holds((backups, about) => {
    const { policy, now } = about;
    const judged = judgeBackups(backups, about);
    const past = backups.filter((one) => one.created <= now);
    for (const own of byInstance(past)) {
      const keptBy = (rule: keyof RetentionPolicy) =>
        own.filter((one) => judged.get(one.id)?.keptBy.includes(rule)).map(({ id }) => id);
      const { last } = policy;
      if (last !== undefined && last >= 1 && Number.isInteger(last))
        expect(keptBy("last")).toEqual(own.slice(0, last).map(({ id }) => id));
      for (const rule of ["daily", "weekly", "monthly", "yearly"] as const) {
        const wanted = policy[rule];
        if (wanted === undefined || wanted < 1 || !Number.isInteger(wanted)) continue;
        const of = (one: BackupToJudge) => periodsOf(one.created, about.timeZone)[rule];
        const periods = [...new Set(own.map(of))].sort().reverse().slice(0, wanted);
        const firsts = periods.map((period) => own.find((one) => of(one) === period)?.id);
        expect(keptBy(rule).toSorted()).toEqual(firsts.toSorted());
      }
    }
  }));

test("what goes, no rule keeps; what expires goes at that moment and not before", () =>
  holds((backups, about) => {
    for (const one of judgeBackups(backups, about).values()) {
      expect(one.goes).toBe(one.keptBy.length === 0 && Object.keys(about.policy).length > 0);
      const backup = backups.find(({ id }) => id === one.id);
      if (!one.expires || !backup) continue;
      expect(+one.expires - +backup.created).toBe(parseDuration(about.policy.age ?? "") * 1000);
      expect(goesOf(backups, { ...about, now: new Date(+one.expires - 1) })).not.toContain(one.id);
      expect(goesOf(backups, { ...about, now: one.expires })).toContain(one.id);
    }
  }));

test("the generated policies let something go often enough to show anything", () => {
  let some = 0;
  for (const [backups, about] of fc.sample(fc.tuple(anyBackups, anyAbout), {
    numRuns: 500,
    seed: 1,
  }))
    if (goesOf(backups, about).size > 0) some++;
  expect(some).toBeGreaterThan(150);
});
