import { afterAll, beforeAll, expect, test } from "vitest";
import { assertInvariants, restoreCommand } from "#e2e/faults/invariants";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import type { Target } from "#e2e/fixtures/runs";
import type { BackupStep, DeleteStep, RestoreStep } from "#lib/backups/run-steps";

/*
 * Killed between every two steps of a backup, a restore and a delete (promise 6). A step that is added
 * to its type has to be added here, or the types do not fit; one that is never reached kills nobody,
 * and the wait for the worker's end runs out. The worker that makes one run true again is the one that
 * dies at the next one's step (but for deletes).
 */

const mebibyte = 2 ** 20;
const killer = "e2e/faults/worker-killed-at.ts";

/** What each kill leaves behind, and what becomes of it: live if and only if the manifest stands. */
const backupSteps: Record<BackupStep, { left: "saving" | "live"; becomes: "failed" | "live" }> = {
  claimed: { left: "saving", becomes: "failed" },
  noted: { left: "saving", becomes: "failed" },
  started: { left: "saving", becomes: "failed" },
  placed: { left: "saving", becomes: "failed" },
  uploading: { left: "saving", becomes: "failed" },
  streamed: { left: "saving", becomes: "failed" },
  completed: { left: "saving", becomes: "failed" },
  manifested: { left: "saving", becomes: "live" },
  recorded: { left: "live", becomes: "live" },
};

/** A restore is never guessed to have succeeded: only its row can say so. */
const restoreSteps: Record<RestoreStep, "failed" | "completed"> = {
  claimed: "failed",
  noted: "failed",
  feeding: "failed",
  fed: "failed",
  ended: "failed",
  recorded: "completed",
};

/** A delete is carried through, wherever it was broken off. */
const deleteSteps: Record<DeleteStep, "deleting" | "deleted"> = {
  deleting: "deleting",
  "object-deleted": "deleting",
  "manifest-deleted": "deleting",
  "row-deleted": "deleted",
};

let holdfast: Holdfast;
let target: Target;
const invariants = () =>
  assertInvariants({
    db: holdfast.db,
    bucket: holdfast.bucket,
    runs: holdfast,
    targets: [target],
  });

beforeAll(async () => {
  holdfast = await startHoldfast();
  await (await startedTarget()).kill();
});
afterAll(() => holdfast.stop());

async function startedTarget() {
  const worker = await holdfast.startWorker();
  target = await holdfast.run({ image: holdfast.services.images.tar, volume: "/var/lib/test" });
  return worker;
}

const dieAt = (step: string) => holdfast.startWorker({ HOLDFAST_KILL_AT: step }, killer);
const entries = <K extends string, V>(record: Record<K, V>) => Object.entries(record) as [K, V][];

test("a backup", async () => {
  let check = async () => undefined as unknown;
  for (const [index, [step, { left, becomes }]] of entries(backupSteps).entries()) {
    const worker = await dieAt(step);
    await check();
    await holdfast.configure(target, {
      // Incompressible and compressible, of one part and of several; a different stream each time.
      backup: `stream ${index % 2 ? "sql" : "random"} ${(index + 1) * 3_000_000} ${index}`,
      restore: restoreCommand,
    });
    const id = await holdfast.ask(target);
    await worker.ended;
    expect({ step, left: (await holdfast.findBackup(id)).state }).toEqual({ step, left });
    check = async () => {
      const row = await holdfast.ended(id);
      expect({ step, becomes: row.state }).toEqual({ step, becomes });
      if (becomes === "live") return;
      expect(row).toMatchObject({ errorCode: "worker-stopped", path: null });
      expect(row.errorMessage).toContain("Back up again");
    };
  }
  const worker = await holdfast.startWorker();
  await check();
  expect(await invariants()).toEqual({ failed: 7, live: 2 });
  await worker.kill();
});

test("a restore", async () => {
  const [live] = (await holdfast.backups()).filter((row) => row.state === "live");
  if (!live) throw new Error("no backup to restore");
  await holdfast.configure(target, { backup: live.command, restore: restoreCommand });
  let check = async () => undefined as unknown;
  for (const [step, becomes] of entries(restoreSteps)) {
    const worker = await dieAt(step);
    await check();
    const id = await holdfast.askRestore(target, live.id);
    await worker.ended;
    const left = step === "recorded" ? "completed" : "running";
    expect({ step, left: (await holdfast.findRestore(id)).state }).toEqual({ step, left });
    check = async () => {
      const row = await holdfast.restoreEnded(id);
      expect({ step, becomes: row.state }).toEqual({ step, becomes });
      if (becomes === "completed") return;
      expect(row).toMatchObject({ errorCode: "worker-stopped" });
      expect(row.errorMessage).toContain("Restore again");
    };
  }
  const worker = await holdfast.startWorker();
  await check();
  await invariants();
  await worker.kill();
});

test("a delete", async () => {
  let worker = await holdfast.startWorker();
  const doomed: string[] = [];
  for (const step of Object.keys(deleteSteps)) {
    const backup = `stream random ${mebibyte} ${doomed.length}`;
    const row = await holdfast.backUp(target, { backup, restore: restoreCommand });
    expect({ step, state: row.state }).toEqual({ step, state: "live" });
    doomed.push(row.id);
  }
  for (const [index, [step, left]] of entries(deleteSteps).entries()) {
    const id = doomed[index] ?? "";
    await worker.kill();
    worker = await dieAt(step);
    await holdfast.askDelete(target, id);
    await worker.ended;
    expect({ step, left: (await holdfast.findBackup(id)).state }).toEqual({ step, left });
    // Not the next one that dies: it would do so over this delete.
    worker = await holdfast.startWorker();
    await holdfast.waitBackup(id, "deleted", (row) => row.state === "deleted");
  }
  expect(await invariants()).toMatchObject({ deleted: doomed.length });
});
