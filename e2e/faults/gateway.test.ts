import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startBehindProxy } from "#e2e/faults/behind-proxy";
import type { Armed, Fault, FaultProxy } from "#e2e/faults/fault-proxy";
import { restoreCommand } from "#e2e/faults/invariants";
import type { S3Call } from "#e2e/faults/s3-call";
import type { Holdfast } from "#e2e/fixtures/holdfast";
import type { Target } from "#e2e/fixtures/runs";
import { markBackups } from "#lib/backups/mark-backups";

/* The gateway goes wrong in the middle of a backup, a restore and a delete, and comes back. */

const mebibyte = 2 ** 20;
const bytes = 40 * mebibyte;
const flip: Fault = { kind: "flip", side: "answer", at: mebibyte };

let place: Awaited<ReturnType<typeof startBehindProxy>>;
let proxy: FaultProxy;
let holdfast: Holdfast;
let target: Target;
let seed = 0;

beforeAll(async () => {
  place = await startBehindProxy(1);
  ({ proxy, holdfast } = place);
  [target = target] = place.targets;
});
afterEach(async () => {
  await proxy.recover();
  await holdfast.clear();
});
afterAll(() => place.stop());

const invariants = () => place.invariants();

const is =
  (...operations: S3Call["operation"][]) =>
  (call: S3Call) =>
    operations.includes(call.operation);
const laterPart = (call: S3Call) => (call.part ?? 0) >= 3;

/** Strikes from the third that fits on. */
function after(skipped: number, fits: (call: S3Call) => boolean): (call: S3Call) => boolean {
  let left = skipped;
  return (call) => fits(call) && left-- <= 0;
}
function everyThird(): () => boolean {
  let count = 0;
  return () => count++ % 3 === 2;
}
const laterRead = () => after(2, is("GetObject"));

async function askBackup(): Promise<string> {
  seed++;
  const backup = `stream random ${bytes} ${seed}`;
  await holdfast.configure(target, { backup, restore: restoreCommand });
  return holdfast.ask(target);
}

type Case = [what: string, fault: Fault, on: (call: S3Call) => boolean, times: number];

test.each<Case>([
  ["a part is reset on its way, three times", reset("request", mebibyte), laterPart, 3],
  ["a part's answer is lost", reset("answer", 0), laterPart, 2],
  ["the answer to the beginning is lost", reset("answer", 0), is("CreateMultipartUpload"), 2],
  ["the answer to the completion is lost", reset("answer", 0), is("CompleteMultipartUpload"), 1],
  ["the manifest's answer is lost", reset("answer", 0), is("PutObject"), 2],
  ["a byte of a part is flipped", { kind: "flip", side: "request", at: mebibyte }, laterPart, 2],
  ["503 now and then", { kind: "answer", status: 503 }, everyThird(), 6],
])("a backup: %s, and it goes live", async (_what, fault, on, times) => {
  const armed = proxy.arm(fault, on, times);
  expect(await holdfast.ended(await askBackup())).toMatchObject({ state: "live" });
  expect(armed.met.length).toBeGreaterThan(0);
  expect(await invariants()).toMatchObject({ live: 1 });
});

test("a backup, a restore and a delete: the gateway refuses connections for some seconds", async () => {
  const id = await askBackup();
  await holdfast.moved(id, 10 * mebibyte);
  await outage();
  expect(await holdfast.ended(id)).toMatchObject({ state: "live" });
  await slowRestore();
  const restore = await holdfast.askRestore(target, id);
  await holdfast.moved(restore, 8 * mebibyte);
  await outage();
  expect(await holdfast.restoreEnded(restore)).toMatchObject({ state: "completed" });
  await invariants();
  await proxy.refuse();
  await holdfast.askDelete(target, id);
  await sleep(3000);
  expect((await holdfast.findBackup(id)).state).toBe("deleting");
  await proxy.recover();
  expect(await invariants()).toMatchObject({ deleted: expect.any(Number) });
});

async function outage(): Promise<void> {
  await proxy.refuse();
  await sleep(3000);
  await proxy.recover();
}

/** One that takes its bytes slowly, so that something can happen in its middle. */
const slowRestore = () =>
  holdfast.configure(target, {
    backup: "stream random 1000",
    restore: `"head -c ${12 * mebibyte} >/dev/null; sleep 2; exec cat >/dev/null"`,
  });

test("a backup: the key is refused in the middle; it says so and leaves nothing", async () => {
  const from = { third: false };
  const armed = proxy.arm({ kind: "answer", status: 403 }, (call) => {
    from.third ||= laterPart(call);
    return from.third;
  });
  const row = await holdfast.ended(await askBackup());
  expect(row).toMatchObject({ state: "failed", errorCode: "store-refused" });
  expect(row.leftovers).toContain("could not be removed yet");
  expect(await holdfast.bucket.uploads()).toHaveLength(1);
  armed.disarm();
  expect(await invariants()).toMatchObject({ failed: 1 });
});

test.each<[...Case, becomes: string, code: string | null]>([
  ["reset", reset("answer", mebibyte), laterRead(), 3, "completed", null],
  ["ended early", cut("as sent"), laterRead(), 3, "completed", null],
  ["made shorter", cut("made to fit"), laterRead(), 3, "completed", null],
  ["503", { kind: "answer", status: 503 }, laterRead(), 4, "completed", null],
  ["flipped once", flip, laterRead(), 1, "completed", null],
  ["403", { kind: "answer", status: 403 }, laterRead(), 100, "failed", "store-refused"],
])("a restore: a read is %s", async (_what, fault, on, times, becomes, code) => {
  const { id } = await holdfast.ended(await askBackup());
  const armed = proxy.arm(fault, on, times);
  const row = await holdfast.restore(target, id);
  expect(armed.met.length).toBeGreaterThan(0);
  expect(row).toMatchObject({ state: becomes, errorCode: code });
  await expectWholeOrPrefix(id, row.fedBytes);
  await proxy.recover();
  expect(await invariants()).toMatchObject({ live: 1 });
});

test("a restore: each read is flipped; its backup is trusted again once it was read back whole", async () => {
  const { id } = await holdfast.ended(await askBackup());
  proxy.arm(flip, laterRead(), 100);
  const row = await holdfast.restore(target, id);
  expect(row).toMatchObject({ state: "failed", errorCode: "object-damaged" });
  await expectWholeOrPrefix(id, row.fedBytes);
  const doubted = await holdfast.waitBackup(id, "missing", ({ state }) => state === "missing");
  expect(doubted.errorCode).toBe("object-damaged");
  await proxy.recover();
  const where = { hubId: holdfast.hub.hubId, containerId: target.row.id, backupIds: [id] };
  const actor = { id: null, name: "Test" };
  await markBackups(holdfast.marks, { ...where, action: "verify", actor });
  await holdfast.waitBackup(id, "live again", ({ state }) => state === "live");
  expect(await invariants()).toMatchObject({ live: 1 });
});

/** What the command got is what was stored, as far as it came: never a byte of anything else. */
async function expectWholeOrPrefix(backupId: string, fed: number): Promise<void> {
  const { command } = await holdfast.findBackup(backupId);
  const [, seen = ""] = /^(\d+) /.exec(await target.shell("cat /var/lib/test/fed")) ?? [];
  expect(Number(seen)).toBeGreaterThanOrEqual(fed === bytes ? bytes : 0);
  const sum = await target.shell(`${command} | head -c ${seen} | stream sum`);
  expect(await target.shell("cat /var/lib/test/fed")).toBe(sum);
}

test.each<Case>([
  ["an answer is lost", reset("answer", 0), is("DeleteObject"), 2],
  ["503", { kind: "answer", status: 503 }, is("DeleteObject"), 3],
  ["403", { kind: "answer", status: 403 }, is("DeleteObject"), 1],
])("a delete: %s, and it is carried through", async (_what, fault, on, times) => {
  const { id } = await holdfast.ended(await askBackup());
  const armed: Armed = proxy.arm(fault, on, times);
  await holdfast.askDelete(target, id);
  await holdfast.waitBackup(id, "deleted", (row) => row.state === "deleted", 60);
  expect(armed.met).toHaveLength(times);
  expect(await invariants()).toMatchObject({ deleted: expect.any(Number) });
});

function reset(side: "request" | "answer", after: number): Fault {
  return { kind: "reset", side, after };
}

function cut(length: "as sent" | "made to fit"): Fault {
  return { kind: "cut", after: mebibyte, length };
}
