import { ListPartsCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import { poll } from "#e2e/fixtures/poll";
import type { Target } from "#e2e/fixtures/runs";

/* Cancel really stops a run (promise 5), with a shell and without; one run at a time per instance (promise 9). */

const mebibyte = 2 ** 20;
const clean = { processes: [], uploads: [], objects: [] };

let holdfast: Holdfast;
let target: Target;
let noShell: Target;

beforeAll(async () => {
  holdfast = await startHoldfast();
  await holdfast.startWorker();
  const { images } = holdfast.services;
  target = await holdfast.run({ image: images.tar, volume: "/var/lib/test" });
  noShell = await holdfast.run({ image: images["no-shell"], volume: "/data" });
});
afterAll(() => holdfast.stop());
afterEach(() => holdfast.clear());

const saving = (id: string) =>
  holdfast.waitBackup(id, "saving", (row) => row.state === "saving" && row.dockerId !== null);
/** Waits until the bucket has accepted so many parts of the one upload. */
const uploaded = (parts: number) =>
  poll(`${parts} parts to be uploaded`, async () => {
    const [upload] = await holdfast.bucket.uploads();
    if (!upload) return false;
    const at = { Bucket: holdfast.bucket.name, Key: upload.key, UploadId: upload.uploadId };
    const { Parts } = await holdfast.bucket.client.send(new ListPartsCommand(at));
    return (Parts ?? []).length >= parts;
  });

const moments = [
  {
    when: "at the start, before it wrote anything",
    backup: "sleep 600",
    reached: saving,
  },
  {
    when: "at the start, a command deaf to SIGTERM",
    backup: "stream stubborn 600",
    reached: saving,
  },
  {
    when: "in the middle, with children that left its process group",
    backup: '"setsid sleep 600 & (sleep 600 | sleep 600) & stream random 100000000000"',
    reached: (id: string) => holdfast.moved(id, 40 * mebibyte),
  },
  {
    when: "at the end, all uploaded but the command not ended",
    backup: `"stream random ${20 * mebibyte}; exec >&- 2>&-; sleep 600"`,
    reached: async (id: string) => {
      // The last piece is held back until the command has ended: it could be our own last word.
      await holdfast.moved(id, 19 * mebibyte);
      await uploaded(2);
    },
  },
];

test.each(moments)("a backup cancelled $when", async ({ backup, reached }) => {
  await holdfast.configure(target, { backup });
  const id = await holdfast.ask(target);
  await reached(id);
  expect((await target.processes()).length).toBeGreaterThan(0);
  await holdfast.cancel(target, id);
  const row = await holdfast.ended(id, 20);
  expect(row).toMatchObject({ state: "cancelled", errorCode: null, path: null });
  expect(await holdfast.traces(target)).toEqual(clean);
});

test("a backup cancelled while it waits never starts", async () => {
  await holdfast.configure(target, { backup: "sleep 600" });
  const first = await holdfast.ask(target);
  await saving(first);
  const second = await holdfast.ask(target);
  await holdfast.cancel(target, second);
  expect(await holdfast.findBackup(second)).toMatchObject({ state: "cancelled", started: null });
  await holdfast.cancel(target, first);
  await holdfast.ended(first);
  expect(await holdfast.traces(target)).toEqual(clean);
  await expect(holdfast.cancel(target, first)).rejects.toThrow("already ended");
});

test("cancelled in the moment it is asked for, it is cancelled or was never begun", async () => {
  await holdfast.configure(target, { backup: "stream random 100000000000" });
  for (let round = 0; round < 3; round++) {
    const id = await holdfast.ask(target);
    await holdfast.cancel(target, id);
    expect((await holdfast.ended(id, 20)).state).toBe("cancelled");
  }
  expect(await holdfast.traces(target)).toEqual(clean);
});

test("a restore cancelled in the middle", async () => {
  const live = await holdfast.backUp(target, {
    backup: `stream random ${100 * mebibyte}`,
    restore: '"head -c 30000000 >/dev/null; setsid sleep 600"',
  });
  const id = await holdfast.askRestore(target, live.id);
  await holdfast.moved(id, 16 * mebibyte);
  await holdfast.cancel(target, live.id, id);
  const row = await holdfast.restoreEnded(id, 20);
  expect(row).toMatchObject({ state: "cancelled", errorCode: null });
  expect(row.fedBytes).toBeGreaterThan(0);
  expect((await holdfast.traces(target)).processes).toEqual([]);
  expect((await holdfast.findBackup(live.id)).state).toBe("live");
});

test("an image without a shell: backup, restore, cancel", async () => {
  const { id, ...row } = await holdfast.backUp(noShell, {
    backup: `/stream sql ${10 * mebibyte} 7`,
    restore: "/stream sink /data/fed",
  });
  expect(row).toMatchObject({ state: "live", originalSize: 10 * mebibyte, compression: "zstd" });
  expect((await holdfast.restore(noShell, id)).state).toBe("completed");
  const fed = await noShell.exec(["/stream", "show", "/data/fed"]);
  expect(fed).toMatch(/^10485760 [0-9a-f]{16}\n$/);
  // The hash of what was fed is that of what the command wrote.
  expect(fed).toBe(await target.shell(`stream sql ${10 * mebibyte} 7 | stream sum`));

  await holdfast.configure(noShell, { backup: "/stream random 100000000000" });
  const endless = await holdfast.ask(noShell);
  await holdfast.moved(endless, 20 * mebibyte);
  await holdfast.cancel(noShell, endless);
  expect((await holdfast.ended(endless, 20)).state).toBe("cancelled");
  const { processes, uploads } = await holdfast.traces(noShell);
  expect({ processes, uploads }).toEqual({ processes: [], uploads: [] });

  const quoted = await holdfast.backUp(noShell, { backup: '"/stream random 10"' });
  expect(quoted).toMatchObject({ state: "failed" });
  expect(quoted.errorMessage).toContain("no /bin/sh");
});

test("one at a time: backups and restores of one instance never overlap, other instances go on", async () => {
  await holdfast.configure(noShell, { backup: "/stream random 1000 + sleep 6" });
  const live = await holdfast.backUp(target, {
    backup: "stream random 1000 + sleep 1",
    restore: '"cat >/dev/null; sleep 1"',
  });
  const aside = await holdfast.ask(noShell);
  const asked = [await holdfast.ask(target), await holdfast.ask(target)];
  const restores = [
    await holdfast.askRestore(target, live.id),
    await holdfast.askRestore(target, live.id),
  ];
  asked.push(await holdfast.ask(target));
  const rows = [
    ...(await Promise.all(asked.map((id) => holdfast.ended(id)))),
    ...(await Promise.all(restores.map((id) => holdfast.restoreEnded(id)))),
  ];
  expect(rows.map((row) => row.state).sort()).toEqual([
    "completed",
    "completed",
    "live",
    "live",
    "live",
  ]);
  const times = rows.map((row) => [row.started?.getTime() ?? 0, row.finished?.getTime() ?? 0]);
  times.sort(([a = 0], [b = 0]) => a - b);
  for (const [at, [, finished = 0]] of times.entries()) {
    const next = times[at + 1]?.[0];
    if (next !== undefined) expect(next).toBeGreaterThanOrEqual(finished);
  }
  const beside = await holdfast.ended(aside);
  expect(beside.state).toBe("live");
  expect(beside.started?.getTime()).toBeLessThan(times[0]?.[1] ?? 0);
});
