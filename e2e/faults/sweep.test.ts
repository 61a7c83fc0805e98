import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { backups, logs } from "#drizzle/backups";
import { startBehindProxy } from "#e2e/faults/behind-proxy";
import { poll } from "#e2e/fixtures/poll";
import type { BackupRow, Target } from "#e2e/fixtures/runs";
import { createSweeps } from "#e2e/fixtures/sweeps";
import type { WorkerProcess } from "#e2e/fixtures/worker";

/* A listing that cannot be trusted marks nothing; a sweep that is broken off is begun again. */

const commands = { backup: "stream random 9999", restore: "stream sink /var/lib/test/fed" };

let place: Awaited<ReturnType<typeof startBehindProxy>>;
let sweeps: ReturnType<typeof createSweeps>;
let worker: WorkerProcess;
let target: Target;

beforeAll(async () => {
  place = await startBehindProxy(1);
  sweeps = createSweeps(place.holdfast);
  worker = place.worker;
  const [first] = place.targets;
  if (!first) throw new Error("no target");
  target = first;
});
afterAll(() => place.stop());
afterEach(async () => {
  await place.proxy.recover();
  await place.holdfast.clear();
});

/** Two backups, of which the first one's object is removed behind Holdfast's back. */
async function removeOne(): Promise<[BackupRow, BackupRow]> {
  const { holdfast } = place;
  const rows = [await holdfast.backUp(target, commands), await holdfast.backUp(target)] as const;
  const [gone] = rows;
  await holdfast.bucket.client.send(
    new DeleteObjectCommand({
      Bucket: holdfast.bucket.name,
      Key: gone.path ?? "",
      VersionId: gone.versionId ?? "",
    }),
  );
  return [...rows];
}

const states = async (rows: BackupRow[]) =>
  Promise.all(rows.map(async ({ id }) => (await place.holdfast.findBackup(id)).state));
const ask = () => sweeps.ask(place.holdfast.integrationId);
const listing = ({ operation }: { operation: string }) => operation === "Bucket";

test("a listing that is refused or breaks off marks nothing, and says why", async () => {
  const rows = await removeOne();
  for (const fault of [
    { kind: "answer", status: 403 },
    { kind: "cut", after: 600, length: "made to fit" },
  ] as const) {
    const armed = place.proxy.arm(fault, listing);
    const ended = await sweeps.ended(await ask());
    expect(armed.met.length).toBeGreaterThan(0);
    expect(ended).toMatchObject({ state: "failed", counts: {} });
    expect(ended.error).toMatch(/^The store refused the key|^The store's answer broke off/);
    expect(await states(rows)).toEqual(["live", "live"]);
    armed.disarm();
  }
  expect((await sweeps.ended(await ask())).counts).toMatchObject({ missing: 1, found: 1 });
  expect(await states(rows)).toEqual(["missing", "live"]);
});

test("kill -9 while it lists: the next worker begins it again; a stop puts it back", async () => {
  const rows = await removeOne();
  const { holdfast, proxy } = place;
  for (const end of [() => worker.kill(), () => worker.stop()]) {
    const armed = proxy.arm({ kind: "stall", side: "answer", after: 0 }, listing);
    const id = await ask();
    await poll("the listing to hang", async () => armed.stalls.length > 0);
    expect((await sweeps.find(id)).state).toBe("running");
    await end();
    expect(await states(rows)).not.toContain("failed");
    armed.disarm();
    worker = await holdfast.startWorker();
    expect(await sweeps.ended(id)).toMatchObject({ state: "completed" });
    expect(await states(rows)).toEqual(["missing", "live"]);
  }
});

test("kill -9 in the middle of a rebuild: begun again, each backup is imported once", async () => {
  const { holdfast, proxy } = place;
  const rows = [await holdfast.backUp(target, commands), await holdfast.backUp(target)];
  await holdfast.db.delete(logs);
  await holdfast.db.delete(backups);
  const isObject = ({ operation, key }: { operation: string; key: string }) =>
    operation === "HeadObject" && key === rows[0]?.path;
  const armed = proxy.arm({ kind: "stall", side: "answer", after: 0 }, isObject);
  const id = await sweeps.ask(holdfast.integrationId, "rebuild");
  await poll("the import to hang", async () => armed.stalls.length > 0);
  await worker.kill();
  armed.disarm();
  worker = await holdfast.startWorker();
  expect(await sweeps.ended(id)).toMatchObject({ state: "completed" });
  const ids = (await holdfast.backups()).map((row) => row.id);
  expect(ids.sort()).toEqual(rows.map((row) => row.id).sort());
  expect(await states(rows)).toEqual(["live", "live"]);
  await place.invariants();
});
