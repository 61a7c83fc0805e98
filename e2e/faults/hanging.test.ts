import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startBehindProxy } from "#e2e/faults/behind-proxy";
import type { Armed, Fault } from "#e2e/faults/fault-proxy";
import { restoreCommand } from "#e2e/faults/invariants";
import type { Operation, S3Call } from "#e2e/faults/s3-call";
import type { Target } from "#e2e/fixtures/runs";

/*
 * Connections that hang and are never closed, each at another call, and a minute of 503: all at once,
 * as each takes a minute. What hangs is found by the watchdog on bytes moved, at the product's own time.
 */

const mebibyte = 2 ** 20;
const bytes = 24 * mebibyte;
const idleMs = 60_000;
/** The watchdog looks once a second. */
const slackMs = 5000;

let place: Awaited<ReturnType<typeof startBehindProxy>>;
const targetOf = (index: number): Target => {
  const target = place.targets[index];
  if (!target) throw new Error(`no target ${index}`);
  return target;
};

beforeAll(async () => {
  place = await startBehindProxy(11);
}, 60_000);
afterAll(() => place.stop());

const answer = (after: number): Fault => ({ kind: "stall", side: "answer", after });

const backups: [what: string, fault: Fault, operation: Operation, part?: number][] = [
  ["the gateway stops reading a part", stopsReading(), "UploadPart", 2],
  ["a part is taken and never answered", answer(0), "UploadPart", 3],
  ["the beginning is never answered", answer(0), "CreateMultipartUpload"],
  ["the completion is never answered", answer(0), "CompleteMultipartUpload"],
  ["the manifest is never answered", answer(0), "PutObject"],
];

const restores: [what: string, fault: Fault][] = [
  ["a read stops in its middle", answer(mebibyte)],
  ["a read is never answered", answer(0)],
];

test("what hangs is found after a minute, and all goes well in the end", async () => {
  const { holdfast } = place;
  const hanging = backups.map(async ([what, fault, operation, part], index) => {
    const target = targetOf(index);
    const on = (call: S3Call) => call.operation === operation && call.part === (part ?? null);
    const armed = armFor(target, fault, on, 1);
    const id = await ask(target, index);
    await expectFound(what, armed);
    expect({ what, ...(await holdfast.ended(id)) }).toMatchObject({ what, state: "live" });
  });
  hanging.push(
    ...restores.map(async ([what, fault], index) => {
      const target = targetOf(backups.length + index);
      const live = await holdfast.ended(await ask(target, backups.length + index));
      const armed = armFor(target, fault, (call) => call.operation === "GetObject", 1);
      const id = await holdfast.askRestore(target, live.id);
      await expectFound(what, armed);
      const row = await holdfast.restoreEnded(id);
      expect({ what, ...row }).toMatchObject({ what, state: "completed", fedBytes: bytes });
    }),
    twoDeletes(targetOf(8), targetOf(10)),
    backupInAMinuteOf503(targetOf(7)),
    restoreInAMinuteOf503(targetOf(9)),
  );
  await Promise.all(hanging);
  expect(await place.invariants()).toEqual({ live: 9, deleted: 2 });
});

/** Together, as a bucket's deletes go in turns: the second would wait for the first. */
async function twoDeletes(hanging: Target, slowedDown: Target): Promise<void> {
  const rows = await Promise.all([ask(hanging, 8), ask(slowedDown, 10)]);
  await Promise.all(rows.map((id) => place.holdfast.ended(id)));
  const [first = "", second = ""] = rows;
  await Promise.all([hangingDelete(hanging, first), deleteInAMinuteOf503(slowedDown, second)]);
}

async function hangingDelete(target: Target, id: string): Promise<void> {
  const { holdfast } = place;
  const armed = armFor(target, answer(0), (call) => call.operation === "DeleteObject", 1);
  await holdfast.askDelete(target, id);
  await expectFound("a delete", armed);
  await holdfast.waitBackup(id, "deleted", ({ state }) => state === "deleted", 20);
}

/** For a minute from the first that is met; answers the state that the row is in at its end. */
async function aMinuteOf503(
  target: Target,
  on: (call: S3Call) => boolean,
  begin: () => Promise<string>,
  state: (id: string) => Promise<string>,
): Promise<{ id: string; left: string }> {
  const armed = armFor(target, { kind: "answer", status: 503 }, on);
  const id = await begin();
  await expect.poll(() => armed.met.length, { timeout: 90_000 }).toBeGreaterThan(0);
  await sleep(60_000);
  expect(armed.met.length).toBeGreaterThan(2);
  const left = await state(id);
  armed.disarm();
  return { id, left };
}

async function backupInAMinuteOf503(target: Target): Promise<void> {
  const { holdfast } = place;
  const laterPart = ({ part }: S3Call) => part !== 1;
  const state = async (id: string) => (await holdfast.findBackup(id)).state;
  const { id, left } = await aMinuteOf503(target, laterPart, () => ask(target, 7), state);
  expect(left).toBe("saving");
  expect(await holdfast.ended(id)).toMatchObject({ state: "live" });
}

async function restoreInAMinuteOf503(target: Target): Promise<void> {
  const { holdfast } = place;
  const live = await holdfast.ended(await ask(target, 9));
  const reads = ({ operation }: S3Call) => operation === "GetObject";
  const begin = () => holdfast.askRestore(target, live.id);
  const state = async (id: string) => (await holdfast.findRestore(id)).state;
  const { id, left } = await aMinuteOf503(target, reads, begin, state);
  expect(left).toBe("running");
  expect(await holdfast.restoreEnded(id)).toMatchObject({ state: "completed", fedBytes: bytes });
}

async function deleteInAMinuteOf503(target: Target, id: string): Promise<void> {
  const { holdfast } = place;
  const begin = () => holdfast.askDelete(target, id).then(() => id);
  const state = async () => (await holdfast.findBackup(id)).state;
  const { left } = await aMinuteOf503(target, () => true, begin, state);
  expect(left).toBe("deleting");
  await holdfast.waitBackup(id, "deleted", (row) => row.state === "deleted", 60);
}

async function ask(target: Target, seed: number): Promise<string> {
  const backup = `stream random ${bytes} ${seed}`;
  await place.holdfast.configure(target, {
    backup,
    restore: restoreCommand,
    timeout: "10m",
    restoreTimeout: "10m",
  });
  return place.holdfast.ask(target);
}

/** Strikes only what is stored of this container. */
function armFor(
  target: Target,
  fault: Fault,
  on: (call: S3Call) => boolean,
  times?: number,
): Armed {
  return place.proxy.arm(fault, (call) => call.key.includes(target.name) && on(call), times);
}

async function expectFound(what: string, armed: Armed): Promise<void> {
  const wait = { timeout: idleMs + 60_000, interval: 200 };
  await expect.poll(() => armed.stalls[0]?.givenUp ?? null, wait).not.toBeNull();
  const [stall] = armed.stalls;
  const took = (stall?.givenUp ?? 0) - (stall?.began ?? 0);
  expect({ what, took, early: took < idleMs - slackMs, late: took > idleMs + slackMs }).toEqual({
    ...{ what, took },
    ...{ early: false, late: false },
  });
}

function stopsReading(): Fault {
  return { kind: "stall", side: "request", after: mebibyte };
}
