import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { and, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { activity, jobs } from "#drizzle/activity";
import { backups } from "#drizzle/backups";
import { startBehindProxy } from "#e2e/faults/behind-proxy";
import { poll } from "#e2e/fixtures/poll";
import type { BackupRow, Target } from "#e2e/fixtures/runs";
import { markBackups } from "#lib/backups/mark-backups";
import { setHubSettings } from "#lib/db/hub-settings-record";

/* A backup is read back whole: found sound, found damaged, out of reach, and after a kill half way. */

const mebibyte = 2 ** 20;
const actor = { id: null, name: "Test" };
let place: Awaited<ReturnType<typeof startBehindProxy>>;
let target: Target;

beforeAll(async () => {
  place = await startBehindProxy(1);
  const [first] = place.targets;
  if (!first) throw new Error("no target");
  target = first;
  await place.holdfast.configure(target, {
    backup: `stream random ${20 * mebibyte}`,
    restore: "stream sink /var/lib/test/fed",
  });
});
afterAll(() => place.stop());

async function askVerify(...backupIds: string[]) {
  const { hub, marks } = place.holdfast;
  const where = { hubId: hub.hubId, containerId: target.row.id, backupIds };
  return markBackups(marks, { ...where, action: "verify", actor });
}

const isVerified = (row: BackupRow) => row.verified !== null && row.verifyRequested === null;

async function stored(row: BackupRow): Promise<Buffer> {
  const { client, name } = place.holdfast.bucket;
  const at = { Bucket: name, Key: row.path ?? "", VersionId: row.versionId ?? "" };
  const { Body } = await client.send(new GetObjectCommand(at));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

/** Puts other bytes under the version that the record names, as far as a bucket lets one. */
async function replace(row: BackupRow, bytes: Buffer): Promise<void> {
  const { db, bucket } = place.holdfast;
  const at = { Bucket: bucket.name, Key: row.path ?? "" };
  const { VersionId } = await bucket.client.send(new PutObjectCommand({ ...at, Body: bytes }));
  const point = { versionId: VersionId ?? null };
  await db.update(backups).set(point).where(eq(backups.id, row.id));
  await bucket.client.send(new DeleteObjectCommand({ ...at, VersionId: row.versionId ?? "" }));
}

test("whole: every stored byte is read, and the row, the job and the activity say so", async () => {
  const { holdfast } = place;
  const live = await holdfast.backUp(target);
  const answer = await askVerify(live.id);
  // A second press asks for nothing more.
  expect(await askVerify(live.id)).toEqual(answer);
  const row = await holdfast.waitBackup(live.id, "verified", isVerified);
  expect(row).toMatchObject({ state: "live", verifyError: null });
  const jobId = answer.done[0]?.jobId ?? "";
  const [job] = await holdfast.db.select().from(jobs).where(eq(jobs.id, jobId));
  expect(job).toMatchObject({ action: "verify", state: "completed", error: null });
  const lines = await holdfast.db
    .select({ event: activity.event, details: activity.details })
    .from(activity)
    .where(eq(activity.backupId, live.id))
    .orderBy(activity.created);
  expect(lines.filter(({ event }) => event.includes("verify"))).toEqual([
    { event: "container.backup.task.verify", details: {} },
    { event: "container.backup.verify", details: { result: "whole" } },
  ]);
});

test("one damaged bit: missing, with the reason; whole again, it is live again", async () => {
  const { holdfast } = place;
  const live = await holdfast.backUp(target);
  const sound = await stored(live);
  const damaged = Buffer.from(sound);
  damaged[damaged.length - 7] = (damaged[damaged.length - 7] ?? 0) ^ 1;
  await replace(live, damaged);
  await askVerify(live.id);
  const isMissing = ({ state }: BackupRow) => state === "missing";
  const row = await holdfast.waitBackup(live.id, "missing", isMissing);
  expect(row).toMatchObject({ errorCode: "object-damaged", verifyRequested: null, verified: null });
  expect(row.errorMessage).toContain("is not what was stored");
  expect(row.errorMessage).toContain("Do not rely on this backup");
  await expect(holdfast.askRestore(target, live.id)).rejects.toThrow(
    "is missing and cannot be restored",
  );

  // Damage that was read is not forgotten for an object that is not even there.
  const at = { Bucket: holdfast.bucket.name, Key: row.path ?? "" };
  const send = holdfast.bucket.client.send.bind(holdfast.bucket.client);
  await send(new DeleteObjectCommand({ ...at, VersionId: row.versionId ?? "" }));
  const { done } = await askVerify(live.id);
  await poll("the check to end", async () => {
    const ids = inArray(jobs.id, [done[0]?.jobId ?? ""]);
    const [job] = await holdfast.db.select().from(jobs).where(ids);
    return job?.state === "error";
  });
  expect(await holdfast.findBackup(live.id)).toMatchObject({
    state: "missing",
    errorCode: "object-damaged",
  });

  await replace(row, sound);
  await askVerify(live.id);
  const back = await holdfast.waitBackup(live.id, "live again", ({ state }) => state === "live");
  expect(back).toMatchObject({ errorCode: null, errorMessage: null, verifyRequested: null });
  expect((await holdfast.restore(target, live.id)).state).toBe("completed");

  await place.holdfast.bucket.client.send(
    new DeleteObjectCommand({
      Bucket: holdfast.bucket.name,
      Key: back.path ?? "",
      VersionId: back.versionId ?? "",
    }),
  );
  await askVerify(live.id);
  const gone = await holdfast.waitBackup(live.id, "missing", isMissing);
  expect(gone).toMatchObject({ errorCode: "object-gone" });
  await holdfast.askDelete(target, live.id);
});

test("a bucket that cannot be reached is no damage: said, and tried again", {
  timeout: 240_000,
}, async () => {
  const { holdfast, proxy } = place;
  const live = await holdfast.backUp(target);
  await proxy.refuse();
  await askVerify(live.id);
  const failed = ({ verifyError }: BackupRow) => verifyError !== null;
  const row = await holdfast.waitBackup(live.id, "found out of reach", failed, 120);
  expect(row).toMatchObject({ state: "live", verified: null, errorMessage: null });
  expect(row.verifyRequested).not.toBeNull();
  await proxy.recover();
  const after = await holdfast.waitBackup(live.id, "verified", isVerified, 120);
  expect(after).toMatchObject({ state: "live", verifyError: null });
});

test("the share of a day reads what was verified longest ago, without being asked", {
  timeout: 240_000,
}, async () => {
  const { holdfast } = place;
  const { db, hub } = holdfast;
  const ofTarget = and(eq(backups.containerId, target.row.id), eq(backups.state, "live"));
  const rows = await db.select({ id: backups.id }).from(backups).where(ofTarget);
  expect(rows.length).toBeGreaterThan(1);
  const long = new Date(Date.now() - 3 * 86_400_000);
  const longer = new Date(long.getTime() - 86_400_000);
  await db.update(backups).set({ verified: long, verifyStarted: long }).where(ofTarget);
  const oldest = rows[0]?.id ?? "";
  await db
    .update(backups)
    .set({ verified: longer, verifyStarted: longer })
    .where(eq(backups.id, oldest));
  await setHubSettings(db, hub.hubId, { verify_share_per_day: 0.5 }, actor);
  const renewed = ({ verified }: BackupRow) => (verified?.getTime() ?? 0) > long.getTime();
  await holdfast.waitBackup(oldest, "verified by the day's share", renewed, 150);
  // The next has to wait for its part of the day.
  const others = await db.select().from(backups).where(ofTarget);
  expect(others.filter(renewed).map(({ id }) => id)).toEqual([oldest]);
  await setHubSettings(db, hub.hubId, { verify_share_per_day: 0 }, actor);
});

test("killed half way, a check is begun again; a run that waits goes first", {
  timeout: 240_000,
}, async () => {
  const { holdfast, proxy, worker } = place;
  const live = await holdfast.backUp(target);
  const isRead = { kind: "stall", side: "answer", after: 0 } as const;
  const armed = proxy.arm(
    isRead,
    ({ operation, key }) => operation === "GetObject" && key === live.path,
  );
  await askVerify(live.id);
  await expect.poll(() => armed.met.length, { timeout: 60_000 }).toBeGreaterThan(0);
  const begun = await holdfast.findBackup(live.id);
  expect(begun.verifyStarted).not.toBeNull();
  await worker.kill();
  armed.disarm();
  // All of the worker's memory is just enough for one run: the check has to give its own back.
  const next = await holdfast.startWorker({ HOLDFAST_MEMORY: "160" });
  const id = await holdfast.ask(target);
  await holdfast.ended(id, 120);
  const row = await holdfast.waitBackup(live.id, "verified", isVerified, 120);
  expect(row.verifyStarted?.getTime()).toBeGreaterThan(begun.verifyStarted?.getTime() ?? 0);
  await next.stop();
});
