import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backupConfigs } from "#drizzle/backups";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import { poll } from "#e2e/fixtures/poll";
import type { Target } from "#e2e/fixtures/runs";
import type { WorkerProcess } from "#e2e/fixtures/worker";

/* The worker keeps what the policy names, and no more: seen in the bucket. */

let holdfast: Holdfast;
let target: Target;
let worker: WorkerProcess;

beforeAll(async () => {
  holdfast = await startHoldfast();
  worker = await holdfast.startWorker();
  target = await holdfast.run({ image: holdfast.services.images.tar, volume: "/var/lib/test" });
});
afterAll(() => holdfast.stop());

const states = async () =>
  (await holdfast.backups())
    .sort((a, b) => a.created.getTime() - b.created.getTime())
    .map(({ state }) => state);

test("what no rule keeps leaves the bucket; what stays restores", {
  timeout: 300_000,
}, async () => {
  const commands = { backup: "stream random 100000", restore: "stream sink /var/lib/test/fed" };
  const made = [await holdfast.backUp(target, commands)];
  for (let more = 0; more < 3; more++) made.push(await holdfast.backUp(target));
  expect(await states()).toEqual(["live", "live", "live", "live"]);
  expect(await holdfast.bucket.versions()).toHaveLength(8);

  // A policy that was changed while no worker ran is seen to at the start.
  await worker.kill();
  const policy = { retention: { last: 2 }, updated: new Date() };
  const which = eq(backupConfigs.containerId, target.row.id);
  await holdfast.db.update(backupConfigs).set(policy).where(which);
  worker = await holdfast.startWorker();
  const gone = ["deleted", "deleted", "live", "live"];
  await poll("two to be deleted", async () => (await states()).join() === gone.join(), {
    evidence: () => worker.output(),
  });
  const keys = (await holdfast.bucket.versions()).map(({ key }) => key);
  expect(keys).toHaveLength(4);
  for (const { path } of made.slice(2)) expect(keys).toContain(path);
  expect((await holdfast.restore(target, made[2]?.id ?? "")).state).toBe("completed");

  // A new one pushes the oldest out.
  await holdfast.backUp(target);
  gone.splice(2, 1, "deleted");
  gone.push("live");
  await poll("the third to be deleted", async () => (await states()).join() === gone.join(), {
    evidence: () => worker.output(),
  });
  expect(await holdfast.bucket.versions()).toHaveLength(4);
});
