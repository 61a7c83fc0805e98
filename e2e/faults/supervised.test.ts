import { afterAll, beforeAll, expect, test } from "vitest";
import { restoreCommand } from "#e2e/faults/invariants";
import { type Supervised, startSupervised } from "#e2e/faults/supervised";
import type { Target } from "#e2e/fixtures/runs";
import { startContainer } from "#e2e/services/container";
import { ensureBuild } from "#lib/start/build-web";

/* `npm start` as a person runs it: `kill -9` of each of its processes under a run, and of all at once. */

const mebibyte = 2 ** 20;
const endless = "stream random 100000000000";

let holdfast: Supervised;
let target: Target;
let liveId: string;

beforeAll(async () => {
  await ensureBuild(console.log, AbortSignal.timeout(290_000));
  holdfast = await startSupervised();
  const image = holdfast.services.images.tar;
  const container = await startContainer({ image, volume: "/var/lib/test", network: "none" });
  target = await holdfast.runs().track(container);
  const backup = `stream random ${24 * mebibyte} 1`;
  const row = await holdfast.runs().backUp(target, { backup, restore: restoreCommand });
  expect(row).toMatchObject({ state: "live" });
  liveId = row.id;
}, 300_000);
afterAll(async () => {
  await target?.remove();
  await holdfast?.stop();
});

async function startedBackup(backup = endless): Promise<string> {
  await holdfast.runs().configure(target, { backup, restore: restoreCommand });
  const id = await holdfast.runs().ask(target);
  await holdfast.moved(id, 16 * mebibyte);
  return id;
}

async function startedRestore(): Promise<string> {
  const restore = `"head -c ${16 * mebibyte} >/dev/null; exec sleep 600"`;
  await holdfast.runs().configure(target, { backup: endless, restore });
  const id = await holdfast.runs().askRestore(target, liveId);
  await holdfast.moved(id, 8 * mebibyte);
  return id;
}

test("the web process: the backup goes on, and the dashboard comes back", async () => {
  const id = await startedBackup(`"stream random ${24 * mebibyte} 2; sleep 2"`);
  holdfast.killers.web();
  expect(await holdfast.healthy()).toBe(false);
  expect(await holdfast.runs().ended(id)).toMatchObject({ state: "live" });
  await holdfast.serves(0);
  await holdfast.runs().askDelete(target, id);
  await holdfast.invariants([target]);
});

test.each(["worker", "database"] as const)("the %s, under a backup", async (part) => {
  const id = await startedBackup();
  const served = holdfast.served();
  holdfast.killers[part]();
  await holdfast.serves(served);
  const row = await holdfast.runs().ended(id);
  expect(row).toMatchObject({ state: "failed", errorCode: "worker-stopped" });
  await holdfast.invariants([target]);
});

test.each(["worker", "database"] as const)("the %s, under a restore", async (part) => {
  const id = await startedRestore();
  const served = holdfast.served();
  holdfast.killers[part]();
  await holdfast.serves(served);
  const row = await holdfast.runs().restoreEnded(id);
  expect(row).toMatchObject({ state: "failed", errorCode: "worker-stopped" });
  await holdfast.invariants([target]);
});

test("the supervisor, under a backup: its parts end, and the next start is whole", async () => {
  const id = await startedBackup();
  holdfast.killers.supervisor();
  await holdfast.startAgain();
  const row = await holdfast.runs().ended(id);
  expect(row).toMatchObject({ state: "failed", errorCode: "worker-stopped" });
  await holdfast.invariants([target]);
});

test("all of them at once, under a restore", async () => {
  const id = await startedRestore();
  const { web, worker, database, supervisor } = holdfast.killers;
  for (const kill of [web, worker, database, supervisor]) kill();
  await holdfast.startAgain();
  const row = await holdfast.runs().restoreEnded(id);
  expect(row).toMatchObject({ state: "failed", errorCode: "worker-stopped" });
  expect(await holdfast.invariants([target])).toMatchObject({ live: 1 });
});
