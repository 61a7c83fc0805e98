import { expect, test } from "vitest";
import { type PolicySubject, planPolicy } from "#lib/backups/plan-policy";

const config: NonNullable<PolicySubject["config"]> = {
  integrationId: "store-1",
  backup: { command: "tar cf - /data", timeout: "1h" },
  restore: null,
  cronString: "0 3 * * *",
  timeZone: "UTC",
  retention: { last: 7, age: "30d" },
};
const subject: PolicySubject = {
  id: "c",
  stateful: true,
  leaving: false,
  image: "postgres:17",
  mounts: [],
  config,
};
const schedule = { cron_string: "0 * * * *", time_zone: "Europe/Lisbon" };

test("what the policy leaves out stays, and the commands always do", () => {
  expect(planPolicy(subject, { schedule })).toEqual({
    outcome: "change",
    changes: ["schedule"],
    preset: null,
    input: {
      integration_id: "store-1",
      backup: { command: "tar cf - /data", timeout: "1h", ...schedule },
      restore: null,
    },
  });
  expect(planPolicy(subject, { integration_id: "store-2" })).toMatchObject({
    changes: ["integration"],
    input: { integration_id: "store-2" },
  });
});

test("one that has it all already is left alone", () => {
  expect(
    planPolicy(subject, {
      schedule: { cron_string: "0 3 * * *", time_zone: "UTC" },
      retention: { age: "30d", last: 7 },
      integration_id: "store-1",
    }),
  ).toEqual({ outcome: "same" });
  // Without a schedule there is no zone to differ in.
  const none = { ...subject, config: { ...config, cronString: null } };
  const off = { cron_string: null, time_zone: "Asia/Tokyo" };
  expect(planPolicy(none, { schedule: off })).toEqual({ outcome: "same" });
  expect(planPolicy(subject, { schedule: off })).toMatchObject({ changes: ["schedule"] });
});

test("one without a config gets the commands of its preset", () => {
  const first = { ...subject, config: null };
  expect(planPolicy(first, { schedule, integration_id: "store-1" })).toMatchObject({
    outcome: "change",
    changes: ["commands", "integration", "schedule"],
    preset: "postgresql",
    input: { integration_id: "store-1", backup: { timeout: "6h", ...schedule } },
  });
  expect(planPolicy(first, { schedule })).toMatchObject({ outcome: "skip" });
  expect(
    planPolicy({ ...first, image: "acme/unknown" }, { schedule, integration_id: "store-1" }),
  ).toMatchObject({ outcome: "skip", reason: expect.stringContaining("no preset fits") });
});

test("what is not to be backed up is skipped, whatever it has", () => {
  expect(planPolicy({ ...subject, stateful: false }, { schedule })).toMatchObject({
    outcome: "skip",
    reason: expect.stringContaining("not stateful"),
  });
  expect(planPolicy({ ...subject, leaving: true }, { schedule })).toMatchObject({
    outcome: "skip",
    reason: expect.stringContaining("gone"),
  });
});
