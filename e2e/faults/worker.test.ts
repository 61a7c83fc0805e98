import { afterAll, beforeAll, expect, test } from "vitest";
import { assertInvariants, restoreCommand } from "#e2e/faults/invariants";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import type { Target } from "#e2e/fixtures/runs";
import type { WorkerProcess } from "#e2e/fixtures/worker";

/* `kill -9` of the worker in the middle of a run, and its end in good order (promise 6). */

const mebibyte = 2 ** 20;
const endless = "stream random 100000000000";

let holdfast: Holdfast;
let target: Target;
let worker: WorkerProcess;

beforeAll(async () => {
  holdfast = await startHoldfast();
  worker = await holdfast.startWorker();
  target = await holdfast.run({ image: holdfast.services.images.tar, volume: "/var/lib/test" });
});
afterAll(() => holdfast.stop());

const invariants = () =>
  assertInvariants({
    db: holdfast.db,
    bucket: holdfast.bucket,
    runs: holdfast,
    targets: [target],
  });

test("in the middle of a backup: its command is ended, its upload swept", async () => {
  await holdfast.configure(target, { backup: endless, restore: restoreCommand });
  const id = await holdfast.ask(target);
  await holdfast.moved(id, 40 * mebibyte);
  await worker.kill();
  expect(await holdfast.bucket.uploads()).toHaveLength(1);
  worker = await holdfast.startWorker();
  expect(await holdfast.ended(id)).toMatchObject({ state: "failed", errorCode: "worker-stopped" });
  await invariants();
});

test("while the command is silent: it is found and ended, with what left its process group", async () => {
  await holdfast.configure(target, { backup: '"setsid sleep 600 & exec sleep 600"' });
  const id = await holdfast.ask(target);
  await holdfast.waitBackup(id, "noted", (row) => row.execPid !== null);
  await worker.kill();
  expect((await target.processes()).join()).toContain("sleep 600");
  worker = await holdfast.startWorker();
  expect(await holdfast.ended(id)).toMatchObject({ state: "failed", errorCode: "worker-stopped" });
  await invariants();
});

test("in an image without a shell: its command is found by the host and ended", async () => {
  const image = holdfast.services.images["no-shell"];
  const bare = await holdfast.run({ image, volume: "/data", network: "none" });
  await holdfast.configure(bare, { backup: "/stream random 1000 + sleep 600" });
  const id = await holdfast.ask(bare);
  await holdfast.moved(id, 1000);
  await worker.kill();
  expect(await bare.processes()).toHaveLength(1);
  worker = await holdfast.startWorker();
  expect(await holdfast.ended(id)).toMatchObject({ state: "failed", errorCode: "worker-stopped" });
  await assertInvariants({
    ...{ db: holdfast.db, bucket: holdfast.bucket, runs: holdfast },
    targets: [target, bare],
  });
});

test("in the middle of a restore: its command is ended, the backup is kept and restores", async () => {
  const live = await holdfast.backUp(target, {
    backup: `stream random ${40 * mebibyte} 7`,
    restore: '"head -c 20000000 >/dev/null; exec sleep 600"',
  });
  const id = await holdfast.askRestore(target, live.id);
  await holdfast.moved(id, 8 * mebibyte);
  await worker.kill();
  worker = await holdfast.startWorker();
  const row = await holdfast.restoreEnded(id);
  expect(row).toMatchObject({ state: "failed", errorCode: "worker-stopped" });
  expect(row.errorMessage).toContain("Restore again");
  expect(await invariants()).toMatchObject({ live: 1 });
});

test("stopped in good order, a worker settles what it runs before it ends", async () => {
  await holdfast.configure(target, { backup: endless });
  const id = await holdfast.ask(target);
  await holdfast.moved(id, 20 * mebibyte);
  await worker.stop();
  expect(await holdfast.findBackup(id)).toMatchObject({
    state: "failed",
    errorCode: "worker-stopped",
    path: null,
  });
  worker = await holdfast.startWorker();
  await invariants();
});
