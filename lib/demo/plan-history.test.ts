import { expect, test } from "vitest";
import { presetFor } from "#lib/backups/commands/presets";
import { judgeBackups } from "#lib/backups/retention";
import { historyStart, planHistory, timeZone } from "#lib/demo/plan-history";
import { samples } from "#lib/demo/samples";

// Whatever the hour, the weekday and the month, a demo that is made then has a sound history.
const moments = ["2026-11-28T12:30:00Z", "2026-03-01T00:00:01Z", "2027-01-04T23:59:59Z"];
const cases = moments.flatMap((at) => samples.map((plan) => ({ at, plan, name: plan.identifier })));

test.each(cases)("$name at $at: in order, in the past, nothing that retention removes", (one) => {
  const { plan } = one;
  const now = new Date(one.at);
  const events = planHistory(plan, now);
  expect(events.length > 0).toBe(plan.backup !== null);
  const times = events.map(({ at }) => at.getTime());
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  for (const { at, day } of events) {
    expect(at >= historyStart(now) && at <= now).toBe(true);
    expect(day).toBeGreaterThanOrEqual(0);
  }
  const live = events.flatMap((event, index) => {
    const isLive =
      event.kind === "manual"
        ? !event.cancelled
        : event.kind === "scheduled" && event.trouble !== "missed";
    const pinned = event.kind === "manual" && event.pin;
    const row = { id: `${index}`, containerId: "c", instanceId: "i", created: event.at, pinned };
    return isLive ? [{ ...row, state: "live" as const }] : [];
  });
  const policy = plan.backup?.retention ?? {};
  const judged = judgeBackups(live, { containerId: "c", policy, timeZone, now });
  expect([...judged.values()].filter(({ goes }) => goes)).toEqual([]);
});

test("every sample that is backed up has commands; a restore and a loss find a backup", () => {
  for (const plan of samples) {
    if (!plan.backup) continue;
    const destination = plan.volume?.destination ?? "";
    const mount = { type: "volume", source: "v", destination, driver: "local" } as const;
    const preset = presetFor(plan.image, [{ ...mount, readOnly: false }]);
    expect(plan.backup.commands ?? preset).not.toBeNull();
    const now = new Date("2026-11-28T12:30:00Z");
    for (const { act, day } of plan.acts ?? []) {
      if (act === "backup") continue;
      const before = planHistory(plan, now).filter((event) => event.day < day);
      expect(before.some(({ kind }) => kind !== "restore")).toBe(true);
    }
  }
});
