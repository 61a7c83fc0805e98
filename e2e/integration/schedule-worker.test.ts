import { and, eq, isNotNull } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backupConfigs, backups } from "#drizzle/backups";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import { poll } from "#e2e/fixtures/poll";
import type { Target } from "#e2e/fixtures/runs";
import type { WorkerProcess } from "#e2e/fixtures/worker";

/* Schedules as they run: the real worker, pg-boss, Docker and bucket, on the real clock. */

let holdfast: Holdfast;
let target: Target;
let worker: WorkerProcess;

beforeAll(async () => {
  holdfast = await startHoldfast();
  worker = await holdfast.startWorker();
  target = await holdfast.run({ image: holdfast.services.images.tar, volume: "/var/lib/test" });
});
afterAll(() => holdfast.stop());

const due = () =>
  holdfast.db
    .select()
    .from(backups)
    .where(and(eq(backups.containerId, target.row.id), isNotNull(backups.due)))
    .orderBy(backups.due, backups.attempt);

const isOver = (state: string) => !["queued", "saving"].includes(state);
const hour = 3_600_000;

test("a backup that is due each minute comes by itself, within the minute", async () => {
  await holdfast.configure(target, { backup: "stream sql 100000", schedule: "* * * * *" });
  const first = await poll(
    "a scheduled backup",
    async () => (await due()).find((row) => isOver(row.state)),
    { seconds: 110, evidence: worker.output },
  );
  await holdfast.configure(target, { backup: "stream sql 100000" });
  expect(first).toMatchObject({ state: "live", trigger: "schedule", attempt: 1, creatorId: null });
  const late = (first.started?.getTime() ?? 0) - (first.due?.getTime() ?? 0);
  console.log(`started ${Math.round(late / 1000)} s after it was due`);
  expect(late).toBeGreaterThan(0);
  expect(late).toBeLessThan(60_000);
}, 150_000);

test("a worker that was down makes up the latest and records the rest, once, however often it starts", async () => {
  await worker.kill();
  await holdfast.configure(target, { backup: "stream sql 100000", schedule: "0 * * * *" });
  const seen = new Date(Math.floor(Date.now() / hour) * hour - 2 * hour - 1000);
  // What went before is no concern of this.
  await holdfast.db.update(backups).set({ due: null });
  await holdfast.db.update(backupConfigs).set({ scheduleSeen: seen });
  worker = await holdfast.startWorker();
  await poll("the latest to be made up", async () =>
    isOver((await due()).at(-1)?.state ?? "queued"),
  );
  await worker.kill();
  worker = await holdfast.startWorker();
  const rows = await due();
  expect(rows.map((row) => row.errorCode ?? row.state)).toEqual([
    "schedule-missed",
    "schedule-missed",
    "live",
  ]);
});

test("a failure is followed by its next try, which runs when it is time", async () => {
  await worker.kill();
  // What went before is no concern of this.
  await holdfast.db.update(backups).set({ due: null });
  await holdfast.configure(target, {
    backup: '"test -f /tmp/mended && stream sql 1000"',
    schedule: "0 * * * *",
  });
  const seen = new Date(Math.floor(Date.now() / hour) * hour - 1000);
  await holdfast.db.update(backupConfigs).set({ scheduleSeen: seen });
  worker = await holdfast.startWorker();
  for (const tries of [2, 3]) {
    const waiting = await poll(
      `try ${tries}`,
      async () => (await due()).find((row) => row.attempt === tries),
      { evidence: worker.output },
    );
    expect(waiting).toMatchObject({ state: "queued", trigger: "retry" });
    expect(waiting.notBefore?.getTime()).toBeGreaterThan(Date.now() + 20_000);
    if (tries === 3) await target.shell("touch /tmp/mended");
    const now = { notBefore: new Date() };
    await holdfast.db.update(backups).set(now).where(eq(backups.id, waiting.id));
  }
  await poll("the last try to end", async () => isOver((await due()).at(-1)?.state ?? "queued"));
  expect((await due()).map((row) => row.state)).toEqual(["failed", "failed", "live"]);
});
