import { afterAll, beforeAll, expect, test } from "vitest";
import { assertInvariants, restoreCommand } from "#e2e/faults/invariants";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import type { Target } from "#e2e/fixtures/runs";

/* The container is killed, stopped and removed under a backup and under a restore, and comes back. */

const mebibyte = 2 ** 20;
const endless = "stream random 100000000000";

let holdfast: Holdfast;
let target: Target;
let liveId: string;

const start = (name?: string) =>
  holdfast.run({
    ...{ image: holdfast.services.images.tar, volume: "/var/lib/test" },
    ...{ network: "none", ...(name && { name }) },
  });

beforeAll(async () => {
  holdfast = await startHoldfast();
  await holdfast.startWorker();
  target = await start();
  const backup = `stream random ${24 * mebibyte} 1`;
  const row = await holdfast.backUp(target, { backup, restore: restoreCommand });
  expect(row).toMatchObject({ state: "live" });
  liveId = row.id;
});
afterAll(() => holdfast.stop());

const ends = [
  { words: ["kill"], code: "container-stopped" },
  { words: ["stop", "-t", "1"], code: "container-stopped" },
  { words: ["rm", "-f"], code: "container-gone" },
];

test.each(ends)("docker $words under a backup", async ({ words, code }) => {
  await holdfast.configure(target, { backup: endless, restore: restoreCommand });
  const id = await holdfast.ask(target);
  await holdfast.moved(id, 20 * mebibyte);
  await target.docker(...words);
  expect(await holdfast.ended(id)).toMatchObject({ state: "failed", errorCode: code, path: null });
  await recovered();
});

test.each(ends)("docker $words under a restore", async ({ words, code }) => {
  const restore = `"head -c ${16 * mebibyte} >/dev/null; exec sleep 600"`;
  await holdfast.configure(target, { backup: endless, restore });
  const id = await holdfast.askRestore(target, liveId);
  await holdfast.moved(id, 8 * mebibyte);
  await target.docker(...words);
  expect(await holdfast.restoreEnded(id)).toMatchObject({ state: "failed", errorCode: code });
  await recovered();
});

async function recovered(): Promise<void> {
  const { db, bucket } = holdfast;
  const { row, instanceId } = target;
  const gone = (await target.docker("inspect").catch(() => "gone")) === "gone";
  if (gone) target = await start(target.name);
  else {
    await target.docker("start");
    await holdfast.track(target);
  }
  expect(target).toMatchObject({ row: { id: row.id }, instanceId });
  expect(await assertInvariants({ db, bucket, runs: holdfast, targets: [target] })).toMatchObject({
    live: 1,
  });
}
