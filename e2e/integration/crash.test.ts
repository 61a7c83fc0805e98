import { afterAll, beforeAll, expect, test } from "vitest";
import { type Holdfast, startHoldfast, type Target } from "#e2e/fixtures/holdfast";
import type { WorkerProcess } from "#e2e/fixtures/worker";

/* Killed at any moment, true again soon (promise 6): the worker dies as by `kill -9`, another is started. */

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

/** Nothing runs, nothing is unfinished, and the bucket holds exactly the live backups' objects and manifests. */
async function expectTrue(): Promise<void> {
  const live = (await holdfast.backups()).filter((row) => row.state === "live");
  const expected = live.flatMap((row) => [
    { key: row.path, versionId: row.versionId },
    { key: row.manifestPath, versionId: row.manifestVersionId },
  ]);
  const { processes, uploads, objects } = await holdfast.traces(target);
  expect({ processes, uploads }).toEqual({ processes: [], uploads: [] });
  const found = objects.map(({ key, versionId }) => ({ key, versionId }));
  expect(found.sort(byKey)).toEqual(expected.sort(byKey));
}
const byKey = (a: { key: string | null }, b: { key: string | null }) =>
  String(a.key).localeCompare(String(b.key));

/** Every live backup gives back the bytes its command wrote. */
async function expectRestorable(): Promise<void> {
  for (const { id, state, originalSize, command } of await holdfast.backups()) {
    if (state !== "live") continue;
    const restore = await holdfast.restore(target, id);
    expect(restore).toMatchObject({ state: "completed", fedBytes: originalSize });
    const written = await target.shell(`${command.replace(/ \+ .*/, "")} | stream sum`);
    expect(await target.shell("cat /var/lib/test/fed")).toBe(written);
  }
}

const steps = [
  { step: "claimed", state: "failed" },
  { step: "started", state: "failed" },
  { step: "uploading", state: "failed" },
  { step: "streamed", state: "failed" },
  { step: "completed", state: "failed" },
  { step: "manifested", state: "live" },
  { step: "recorded", state: "live" },
] as const;

test("killed at each step of a backup: live if and only if its manifest stands", async () => {
  let previous: { id: string; step: string; state: string } | null = null;
  for (const [index, { step, state }] of steps.entries()) {
    // The worker that makes the last one true is killed at the next one's step.
    await worker.kill();
    worker = await holdfast.startWorker(
      { HOLDFAST_KILL_AT: step },
      "e2e/faults/worker-killed-at.ts",
    );
    if (previous) await expectSettled(previous);
    await holdfast.configure(target, {
      // Incompressible and compressible, of one part and of several; a different stream each time.
      backup: `stream ${index % 2 ? "sql" : "random"} ${(index + 1) * 3_000_000} ${index}`,
      restore: "stream sink /var/lib/test/fed",
    });
    const id = await holdfast.ask(target);
    await worker.ended;
    const { state: left } = await holdfast.findBackup(id);
    expect({ step, left }).toEqual({ step, left: step === "recorded" ? "live" : "saving" });
    previous = { id, step, state };
  }
  worker = await holdfast.startWorker();
  if (previous) await expectSettled(previous);
  await expectRestorable();
});

async function expectSettled(run: { id: string; step: string; state: string }): Promise<void> {
  const row = await holdfast.ended(run.id);
  expect({ step: run.step, state: row.state }).toEqual({ step: run.step, state: run.state });
  if (row.state === "failed") {
    expect(row).toMatchObject({ errorCode: "worker-stopped", path: null });
    expect(row.errorMessage).toContain("Back up again");
  }
  await expectTrue();
}

test("kill -9 in the middle of a backup: its command is ended, its upload swept", async () => {
  await holdfast.configure(target, { backup: endless, restore: "stream sink /var/lib/test/fed" });
  const id = await holdfast.ask(target);
  await holdfast.moved(id, 40 * mebibyte);
  await worker.kill();
  expect(await holdfast.bucket.uploads()).toHaveLength(1);
  worker = await holdfast.startWorker();
  expect(await holdfast.ended(id)).toMatchObject({ state: "failed", errorCode: "worker-stopped" });
  await expectTrue();
});

test("kill -9 while the command is silent: it is found and ended", async () => {
  await holdfast.configure(target, { backup: '"setsid sleep 600 & exec sleep 600"' });
  const id = await holdfast.ask(target);
  await holdfast.waitBackup(id, "noted", (row) => row.execPid !== null);
  await worker.kill();
  expect((await target.processes()).join()).toContain("sleep 600");
  worker = await holdfast.startWorker();
  expect(await holdfast.ended(id)).toMatchObject({ state: "failed", errorCode: "worker-stopped" });
  await expectTrue();
});

test("kill -9 in the middle of a restore: its command is ended, the backup is kept and restores", async () => {
  const live = await holdfast.backUp(target, {
    backup: `stream random ${60 * mebibyte}`,
    restore: '"head -c 20000000 >/dev/null; exec sleep 600"',
  });
  const id = await holdfast.askRestore(target, live.id);
  await holdfast.moved(id, 8 * mebibyte);
  await worker.kill();
  worker = await holdfast.startWorker();
  const row = await holdfast.restoreEnded(id);
  expect(row).toMatchObject({ state: "failed", errorCode: "worker-stopped" });
  expect(row.errorMessage).toContain("Restore again");
  await expectTrue();
  await holdfast.configure(target, {
    backup: endless,
    restore: "stream sink /var/lib/test/fed",
  });
  expect((await holdfast.restore(target, live.id)).state).toBe("completed");
  const written = await target.shell(`${live.command} | stream sum`);
  expect(await target.shell("cat /var/lib/test/fed")).toBe(written);
});

test("killed between the object's deletion and the row's: the delete is finished", async () => {
  for (const step of ["object-deleted", "manifest-deleted"]) {
    const doomed = (await holdfast.backups()).find((row) => row.state === "live");
    if (!doomed) throw new Error("no backup is left to delete");
    await worker.kill();
    worker = await holdfast.startWorker(
      { HOLDFAST_KILL_AT: step },
      "e2e/faults/worker-killed-at.ts",
    );
    await holdfast.askDelete(target, doomed.id);
    await worker.ended;
    expect((await holdfast.findBackup(doomed.id)).state).toBe("deleting");
    worker = await holdfast.startWorker();
    await holdfast.waitBackup(doomed.id, "deleted", (row) => row.state === "deleted");
    await expectTrue();
  }
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
  await expectTrue();
  worker = await holdfast.startWorker();
});
