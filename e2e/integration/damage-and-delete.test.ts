import {
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { backups } from "#drizzle/backups";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import type { BackupRow, Target } from "#e2e/fixtures/runs";
import { bucketSettings, seedSealed } from "#e2e/fixtures/sealed-integration";

/* Only checked bytes are restored (promise 4); delete deletes (promise 7). */

const mebibyte = 2 ** 20;
const size = 20 * mebibyte;
const sink = "stream sink /var/lib/test/fed";

let holdfast: Holdfast;
let target: Target;
let second: Target;
let bucket: { Bucket: string };

beforeAll(async () => {
  holdfast = await startHoldfast();
  await holdfast.startWorker();
  bucket = { Bucket: holdfast.bucket.name };
  const image = holdfast.services.images.tar;
  const pair = (number: number) =>
    holdfast.run({
      image,
      volume: "/var/lib/test",
      labels: {
        "com.docker.compose.project": "pair",
        "com.docker.compose.service": `store-${holdfast.hub.hubId}`,
        "com.docker.compose.container-number": String(number),
      },
    });
  target = await pair(1);
  second = await pair(2);
});
afterAll(() => holdfast.stop());
afterEach(() => holdfast.clear());

const fed = async () =>
  Number((await target.shell("cat /var/lib/test/fed 2>/dev/null || echo 0")).split(" ")[0]);

async function stored(row: BackupRow): Promise<Buffer> {
  const { Body } = await holdfast.bucket.client.send(
    new GetObjectCommand({ ...bucket, Key: row.path ?? "", VersionId: row.versionId ?? "" }),
  );
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

/**
 * A version of a bucket cannot be overwritten, so damaged bytes are put as a version of their own
 * and the record is pointed at it, as if the store had lost bytes under the version it names.
 */
async function damage(row: BackupRow, bytes: Buffer): Promise<void> {
  const at = { ...bucket, Key: row.path ?? "" };
  const put = new PutObjectCommand({ ...at, Body: bytes });
  const { VersionId } = await holdfast.bucket.client.send(put);
  await holdfast.db
    .update(backups)
    .set({ versionId: VersionId ?? null })
    .where(eq(backups.id, row.id));
  const sound = new DeleteObjectCommand({ ...at, VersionId: row.versionId ?? "" });
  await holdfast.bucket.client.send(sound);
}

test("restored to a second instance of the container, the first is left alone", async () => {
  expect(second.row.id).toBe(target.row.id);
  const live = await holdfast.backUp(target, {
    backup: "tar cf - -C /var/lib/test backup",
    restore: "tar xf - -C /var/lib/test",
  });
  await second.shell("rm -r /var/lib/test/backup");
  await target.shell("echo newer > /var/lib/test/backup/kept.txt");
  const restore = await holdfast.restore(second, live.id);
  expect(restore).toMatchObject({ state: "completed", instanceName: second.name });
  expect(await second.shell("cat /var/lib/test/backup/kept.txt")).toBe("a file worth keeping\n");
  expect(await target.shell("cat /var/lib/test/backup/kept.txt")).toBe("newer\n");
});

const damages = [
  { name: "compressed", backup: `stream sql ${4 * size}`, parts: 2 },
  { name: "plain", backup: `stream random ${size}`, parts: 3 },
];

test.each(damages)(
  "one damaged bit in the last part, $name: refused before it is fed",
  async (given) => {
    const live = await holdfast.backUp(target, { backup: given.backup, restore: sink });
    expect(live.parts?.length).toBeGreaterThanOrEqual(given.parts);
    const bytes = await stored(live);
    const last = live.parts?.at(-1);
    const sound = bytes.length - (last?.size ?? 0);
    bytes[sound + 1000] = (bytes[sound + 1000] ?? 0) ^ 1;
    await damage(live, bytes);

    const restore = await holdfast.restore(target, live.id);
    expect(restore).toMatchObject({ state: "failed", errorCode: "object-damaged" });
    expect(restore.errorMessage).toContain("Do not rely on this backup");
    // What the command itself counted; for a plain object the sound parts' bytes are all it can be.
    const most = live.compression === "none" ? sound : (live.originalSize ?? 0) - 1;
    expect(await fed()).toBeGreaterThan(0);
    expect(await fed()).toBeLessThanOrEqual(most);
    expect((await holdfast.traces(target)).processes).toEqual([]);
    // Nobody has to remember which one it was: it is read back whole, and says so itself.
    const told = await holdfast.waitBackup(live.id, "missing", ({ state }) => state === "missing");
    expect(told).toMatchObject({ errorCode: "object-damaged", verifyRequested: null });
  },
);

test("a damaged first part: the command is not even started", async () => {
  const live = await holdfast.backUp(target, {
    backup: `stream random ${size}`,
    restore: "touch /var/lib/test/started",
  });
  const bytes = await stored(live);
  bytes[0] = (bytes[0] ?? 0) ^ 0x80;
  await damage(live, bytes);
  const restore = await holdfast.restore(target, live.id);
  expect(restore).toMatchObject({ state: "failed", errorCode: "object-damaged", fedBytes: 0 });
  await expect(target.shell("ls /var/lib/test/started")).rejects.toThrow("No such file");
});

test("an object cut short, and one that is gone: nothing is fed, and the backup says so", async () => {
  const restore = "touch /var/lib/test/started";
  const short = await holdfast.backUp(target, { backup: "stream random 9999", restore });
  await damage(short, (await stored(short)).subarray(0, 9000));
  const changed = await holdfast.restore(target, short.id);
  expect(changed).toMatchObject({ state: "failed", errorCode: "object-changed", fedBytes: 0 });
  expect((await holdfast.findBackup(short.id)).state).toBe("missing");

  const gone = await holdfast.backUp(target, { backup: "stream random 9999", restore });
  const at = { ...bucket, Key: gone.path ?? "", VersionId: gone.versionId ?? "" };
  await holdfast.bucket.client.send(new DeleteObjectCommand(at));
  const missed = await holdfast.restore(target, gone.id);
  expect(missed).toMatchObject({ state: "failed", errorCode: "object-gone", fedBytes: 0 });
  expect((await holdfast.findBackup(gone.id)).state).toBe("missing");
  await expect(target.shell("ls /var/lib/test/started")).rejects.toThrow("No such file");
});

const deleted = (id: string) =>
  holdfast.waitBackup(id, "deleted", (row) => row.state === "deleted");

test("delete removes the versions of object and manifest, of that backup only; twice is fine", async () => {
  const commands = { backup: "stream random 9999", restore: sink };
  const kept = await holdfast.backUp(target, commands);
  const doomed = await holdfast.backUp(target, commands);
  const failed = await holdfast.backUp(target, { backup: "stream exit 1", restore: sink });
  expect(await holdfast.bucket.versions()).toHaveLength(4);
  await holdfast.askDelete(target, doomed.id, failed.id);
  await deleted(doomed.id);
  await deleted(failed.id);
  const left = (await holdfast.bucket.versions()).map(({ versionId, marker }) => [
    versionId,
    marker,
  ]);
  expect(left.sort()).toEqual(
    [
      [kept.versionId, false],
      [kept.manifestVersionId, false],
    ].sort(),
  );
  const again = await holdfast.askDelete(target, doomed.id);
  expect(again).toMatchObject({ deleting: [], refused: [{ id: doomed.id }] });
  expect((await holdfast.restore(target, kept.id)).state).toBe("completed");
});

test("what is gone from the bucket already is deleted all the same", async () => {
  const live = await holdfast.backUp(target, { backup: "stream random 9999" });
  for (const { key, versionId } of await holdfast.bucket.versions())
    await holdfast.bucket.client.send(
      new DeleteObjectCommand({ ...bucket, Key: key, VersionId: versionId }),
    );
  await holdfast.askDelete(target, live.id);
  await deleted(live.id);
});

test("a delete that is denied stays, with its reason, and goes once it is allowed", async () => {
  const { s3 } = holdfast.services;
  const settings = { ...bucketSettings(holdfast.services, holdfast.bucket) };
  settings.keyId = s3.stranger.accessKeyId;
  const stranger = await seedSealed(holdfast.db, holdfast.hub, {
    settings,
    secret: s3.stranger.secretAccessKey,
    dataFolder: holdfast.dataFolder,
  });
  const allow = (...actions: string[]) =>
    holdfast.bucket.client.send(
      new PutBucketPolicyCommand({ ...bucket, Policy: policy(s3.stranger.userId, actions) }),
    );
  const all = ["s3:PutObject", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"];
  all.push("s3:AbortMultipartUpload", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads");
  await allow(...all);
  await holdfast.configure(target, { backup: "stream random 9999" }, stranger);
  const live = await holdfast.backUp(target);
  expect(live).toMatchObject({ state: "live", integrationId: stranger });

  await holdfast.askDelete(target, live.id);
  const stuck = await holdfast.waitBackup(live.id, "refused", (row) => row.deleteTries > 0);
  expect(stuck).toMatchObject({ state: "deleting", errorCode: "store-refused" });
  expect(stuck.errorMessage).toMatch(/^Not deleted yet: .* It is tried again by itself\.$/);
  expect(await holdfast.bucket.versions()).toHaveLength(2);

  await allow(...all, "s3:DeleteObject", "s3:DeleteObjectVersion");
  // The next try is due in a while; the test does not wait for it.
  await holdfast.db.update(backups).set({ deleteDue: new Date() }).where(eq(backups.id, live.id));
  const gone = await deleted(live.id);
  expect(gone.errorMessage).toBeNull();
  expect(await holdfast.bucket.versions()).toEqual([]);
  await holdfast.bucket.client.send(new DeleteBucketPolicyCommand(bucket));
});

function policy(userId: string, actions: string[]): string {
  const Resource = [bucket.Bucket, `${bucket.Bucket}/*`].map((name) => `arn:aws:s3:::${name}`);
  const Principal = { AWS: [`arn:aws:iam:::user/${userId}`] };
  const Statement = [{ Effect: "Allow", Principal, Action: actions, Resource }];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
