import { expect, test } from "vitest";
import {
  containerHealth,
  type HealthFacts,
  type InstanceFacts,
  overdueAfterSeconds,
} from "#lib/backups/container-health";
import { createDueTimes } from "#lib/backups/due-times";
import { parseSchedule } from "#lib/backups/schedule";

const at = (day: number, time = "00:00") =>
  new Date(`2026-05-${String(day).padStart(2, "0")}T${time}:00Z`);
const after = (moment: Date, seconds: number) => new Date(moment.getTime() + seconds * 1000);

const nightly = parseSchedule("0 3 * * *", "UTC");
const dueAt = (now: Date): HealthFacts["due"] => ({
  last: nightly.last(after(now, -overdueAfterSeconds)),
  firstAfter: nightly.next,
});
const live = (created: Date, finished: Date | null = created) => ({ created, finished });
const instance = (over: Partial<InstanceFacts> = {}): InstanceFacts => ({
  name: "db-1",
  lastLive: live(at(10, "03:01")),
  failure: null,
  saving: false,
  goodSince: at(4, "03:01"),
  ...over,
});

/** A container that is backed up each night at 03:00, and was this night. */
const facts = (over: Partial<HealthFacts> = {}, now = at(10, "12:00")): HealthFacts => ({
  stateful: true,
  leaving: false,
  created: at(1),
  config: { created: at(2), updated: at(3), scheduleChanged: at(9) },
  due: dueAt(now),
  instances: [instance()],
  ...over,
});
const failure = { since: at(10, "03:05"), message: "The command ended with exit code 1." };

test("protected since the first live backup after the last failure", () => {
  const good = { current: "protected", since: at(4, "03:01"), reason: null };
  expect(containerHealth(facts())).toEqual(good);
  const younger = instance({ name: "db-2", goodSince: at(8, "03:01") });
  const both = facts({ instances: [instance(), younger] });
  expect(containerHealth(both)).toEqual({ ...good, since: at(8, "03:01") });
});

test("unprotected since nothing makes a backup of it", () => {
  expect(containerHealth(facts({ config: null, due: null }))).toEqual({
    current: "unprotected",
    since: at(1),
    reason: "No backup command is set. Set one in Config → Integrations → Backups.",
  });
  expect(containerHealth(facts({ due: null }))).toEqual({
    current: "unprotected",
    since: at(9),
    reason: expect.stringContaining("No schedule is set"),
  });
  const never = { created: at(2), updated: at(3), scheduleChanged: null };
  expect(containerHealth(facts({ due: null, config: never }))?.since).toEqual(at(2));
});

test("unprotected until the first live backup", () => {
  const config = { created: at(10), updated: at(10, "11:00"), scheduleChanged: null };
  const first = facts({ config, instances: [instance({ lastLive: null, goodSince: null })] });
  expect(containerHealth(first)).toEqual({
    current: "unprotected",
    since: at(10, "11:00"),
    reason: expect.stringContaining("no live backup yet"),
  });
  expect(containerHealth({ ...first, instances: [] })?.current).toBe("unprotected");
});

test("failing since the first failure after the last live backup, with the last one's words", () => {
  expect(containerHealth(facts({ instances: [instance({ failure })] }))).toEqual({
    current: "failing",
    since: failure.since,
    reason: failure.message,
  });
  const none = instance({ lastLive: null, failure });
  expect(containerHealth(facts({ instances: [none] }))?.current).toBe("failing");
});

test("one failing instance of several makes the container failing, and is named", () => {
  const second = instance({ name: "db-2", failure });
  expect(containerHealth(facts({ instances: [instance(), second] }))).toMatchObject({
    current: "failing",
    reason: "db-2: The command ended with exit code 1.",
  });
});

test("overdue a quarter of an hour after a due time without a backup, since the first such", () => {
  const missing = [instance({ lastLive: live(at(8, "03:01")) })];
  const health = (now: Date) =>
    containerHealth(facts({ instances: missing, due: dueAt(now) }))?.current;
  expect(health(after(at(9, "03:00"), overdueAfterSeconds - 1))).toBe("protected");
  expect(health(after(at(9, "03:00"), overdueAfterSeconds))).toBe("overdue");
  expect(containerHealth(facts({ instances: missing }))).toEqual({
    current: "overdue",
    since: at(9, "03:00"),
    reason: expect.stringContaining("has not been made"),
  });
});

test("a backup that began at its due time or ended after it covers it; so does one being made", () => {
  const current = (over: Partial<InstanceFacts>) =>
    containerHealth(facts({ instances: [instance(over)] }))?.current;
  expect(current({ lastLive: live(at(10, "03:00")) })).toBe("protected");
  expect(current({ lastLive: live(at(10, "02:59")) })).toBe("overdue");
  expect(current({ lastLive: live(at(10, "02:59"), at(10, "03:00")) })).toBe("protected");
  expect(current({ lastLive: live(at(10, "02:59")), saving: true })).toBe("protected");
});

test("due times before the config was changed are not held against it", () => {
  const config = { created: at(2), updated: at(10, "03:00"), scheduleChanged: null };
  const missing = [instance({ lastLive: live(at(5, "03:01")) })];
  const health = (now: Date) =>
    containerHealth(facts({ config, instances: missing, due: dueAt(now) }));
  expect(health(at(10, "12:00"))?.current).toBe("protected");
  expect(health(at(11, "12:00"))).toMatchObject({ current: "overdue", since: at(11, "03:00") });
  const none = [instance({ lastLive: null, goodSince: null })];
  const never = facts({ config, instances: none, due: dueAt(at(12, "12:00")) });
  expect(containerHealth(never)).toMatchObject({ current: "overdue", since: at(11, "03:00") });
});

test("what is not to be backed up has no health", () => {
  expect(containerHealth(facts({ stateful: false }))).toBeNull();
  expect(containerHealth(facts({ leaving: true }))).toBeNull();
});

test("due times are remembered only while they hold", () => {
  const dueTimes = createDueTimes();
  const ask = (moment: Date) => dueTimes("0 3 * * *", "UTC", moment);
  expect(ask(at(10, "02:59"))).toEqual({ last: at(9, "03:00"), next: at(10, "03:00") });
  expect(ask(at(10, "03:00"))).toEqual({ last: at(10, "03:00"), next: at(11, "03:00") });
  expect(ask(at(10, "23:00"))).toEqual({ last: at(10, "03:00"), next: at(11, "03:00") });
  expect(ask(at(10, "02:00"))).toEqual({ last: at(9, "03:00"), next: at(10, "03:00") });
  expect(dueTimes("0 4 * * *", "UTC", at(10, "02:00")).next).toEqual(at(10, "04:00"));
});
