import { expect, test, vi } from "vitest";
import { runSchedules } from "#lib/backups/run-schedules";
import type { DueRow, ScheduledContainer, ScheduleRecord } from "#lib/backups/schedule-ports";

type Kept = { containerId: string; cronString: string; timeZone: string; seen: Date | null };

function record(kept: Kept[]) {
  const written: DueRow[] = [];
  const settled: string[] = [];
  const announced: string[] = [];
  const port: ScheduleRecord = {
    scheduled: async () => kept,
    async settle(containerId, now, decide) {
      settled.push(containerId);
      const one = kept.find((row) => row.containerId === containerId);
      if (!one) throw new Error("no such container");
      const state: ScheduledContainer = {
        ...one,
        seen: one.seen ?? now,
        catchUpSeconds: 60,
        chosenInstanceId: null,
        gone: false,
        wanted: true,
        instances: [{ id: "i", name: "db-1", state: "running", going: null }],
      };
      written.push(...decide(state));
      one.seen = now;
    },
    announce: async (ids) => {
      announced.push(...ids);
    },
  };
  return { port, written, settled, announced };
}

const at = (time: string) => new Date(`2026-05-02T${time}:00Z`);
const kept = (containerId: string, cronString: string, seen: Date | null): Kept => ({
  containerId,
  cronString,
  timeZone: "UTC",
  seen,
});

test("looks closer only at what is due, and each due time comes once", async () => {
  const { port, written, settled } = record([
    kept("due", "0 2 * * *", at("01:00")),
    kept("later", "0 3 * * *", at("01:00")),
    kept("new", "* * * * *", null),
  ]);
  await runSchedules({ record: port, now: () => at("02:00") }, "host");
  await runSchedules({ record: port, now: () => at("02:00") }, "host");
  expect(settled).toEqual(["due", "new"]);
  expect(written.map(({ due }) => due)).toEqual([at("02:00")]);
});

test("who looks at a container is told when time alone may have made it overdue", async () => {
  const { port, announced } = record([kept("one", "0 2 * * *", at("02:00"))]);
  const told = async (time: string) => {
    announced.length = 0;
    await runSchedules({ record: port, now: () => at(time) }, "host");
    return announced;
  };
  expect(await told("02:14")).toEqual([]);
  expect(await told("02:15")).toEqual(["one"]);
  expect(await told("02:17")).toEqual(["one"]);
  expect(await told("02:18")).toEqual([]);
});

test("a schedule that cannot be read holds no other up", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { port, written } = record([
    kept("bad", "0 0 31 2 *", at("01:00")),
    kept("good", "0 2 * * *", at("01:00")),
  ]);
  await runSchedules({ record: port, now: () => at("02:00") }, "host");
  expect(written).toHaveLength(1);
  expect(said).toHaveBeenCalledOnce();
  said.mockRestore();
});
