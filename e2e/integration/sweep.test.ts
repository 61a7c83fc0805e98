import { mkdtempSync, renameSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { inArray } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { activity } from "#drizzle/activity";
import { backups, logs } from "#drizzle/backups";
import { unknownObjects } from "#drizzle/integrations";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import { poll } from "#e2e/fixtures/poll";
import type { BackupRow, Target } from "#e2e/fixtures/runs";
import { bucketSettings, seedSealed } from "#e2e/fixtures/sealed-integration";
import { seedIntegration } from "#e2e/fixtures/seed";
import { createSweeps } from "#e2e/fixtures/sweeps";

/* What is done to a bucket or folder behind Holdfast's back is found, told in words, and undone. */

const commands = { backup: "stream random 100000", restore: "stream sink /var/lib/test/fed" };

let holdfast: Holdfast;
let target: Target;
let sweeps: ReturnType<typeof createSweeps>;
let bucket: { Bucket: string };
let folder: string;

beforeAll(async () => {
  holdfast = await startHoldfast();
  await holdfast.startWorker();
  sweeps = createSweeps(holdfast);
  bucket = { Bucket: holdfast.bucket.name };
  folder = mkdtempSync(join(tmpdir(), "holdfast-folder-"));
  target = await holdfast.run({ image: holdfast.services.images.tar, volume: "/var/lib/test" });
});
afterAll(async () => {
  await holdfast.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => holdfast.clear());

const send = (command: DeleteObjectCommand) => holdfast.bucket.client.send(command);
const keyOf = (row: BackupRow) => row.path ?? "";
const sweep = () => sweeps.run(holdfast.integrationId);
const find = (row: BackupRow) => holdfast.findBackup(row.id);

async function textOf(Key: string): Promise<string> {
  const { Body } = await holdfast.bucket.client.send(new GetObjectCommand({ ...bucket, Key }));
  return (await Body?.transformToString()) ?? "";
}

async function requireRestores(row: BackupRow): Promise<void> {
  expect((await holdfast.restore(target, row.id)).state).toBe("completed");
  const sum = await target.shell(`${commands.backup} | stream sum`);
  expect(await target.shell("cat /var/lib/test/fed")).toBe(sum);
}

test("a bucket: removed, overwritten, hidden, without a manifest; and back again", async () => {
  const rows = [await holdfast.backUp(target, commands)];
  for (let more = 0; more < 4; more++) rows.push(await holdfast.backUp(target));
  const [removed, overwritten, hidden, unexplained, sound] = rows;
  if (!removed || !overwritten || !hidden || !unexplained || !sound) throw new Error("no rows");

  await send(
    new DeleteObjectCommand({ ...bucket, Key: keyOf(removed), VersionId: removed.versionId ?? "" }),
  );
  const over = await holdfast.bucket.client.send(
    new PutObjectCommand({ ...bucket, Key: keyOf(overwritten), Body: "other" }),
  );
  const mark = await holdfast.bucket.client.send(
    new DeleteObjectCommand({ ...bucket, Key: keyOf(hidden) }),
  );
  await send(
    new DeleteObjectCommand({
      ...bucket,
      Key: unexplained.manifestPath ?? "",
      VersionId: unexplained.manifestVersionId ?? "",
    }),
  );
  const rubbish = { ...bucket, Key: sound.manifestPath ?? "" };
  const overManifest = await holdfast.bucket.client.send(
    new PutObjectCommand({ ...rubbish, Body: "rubbish" }),
  );
  const first = await sweep();
  expect(first).toMatchObject({ state: "completed", error: null });
  expect(first.counts).toMatchObject({
    known: 5,
    found: 2,
    missing: 3,
    back: 0,
    manifests_written: 2,
    manifests_lost: 0,
    unknown: 0,
  });
  expect(await find(removed)).toMatchObject({ state: "missing", errorCode: "object-gone" });
  expect((await find(removed)).errorMessage).toContain("gone from the bucket");
  expect(await find(overwritten)).toMatchObject({ state: "missing", errorCode: "object-changed" });
  expect((await find(overwritten)).errorMessage).toMatch(/overwritten .* 5 bytes/);
  expect((await find(hidden)).errorMessage).toContain("hidden in the bucket");
  for (const row of [removed, overwritten, hidden]) {
    const { errorMessage } = await find(row);
    await expect(holdfast.askRestore(target, row.id)).rejects.toThrow(errorMessage ?? "no reason");
  }
  const lines = await holdfast.db.select().from(activity);
  expect(lines.filter(({ event }) => event === "container.backup.missing")).toHaveLength(3);

  // The manifest that was written anew is the record's, and goes with the backup; the one that it
  // replaces is gone already.
  await send(new DeleteObjectCommand({ ...rubbish, VersionId: overManifest.VersionId }));
  const mended = await find(unexplained);
  expect(mended.manifestVersionId).not.toBe(unexplained.manifestVersionId);
  await requireRestores(mended);

  await send(
    new DeleteObjectCommand({ ...bucket, Key: keyOf(overwritten), VersionId: over.VersionId }),
  );
  await send(new DeleteObjectCommand({ ...bucket, Key: keyOf(hidden), VersionId: mark.VersionId }));
  expect((await sweep()).counts).toMatchObject({ found: 4, missing: 0, back: 2 });
  for (const row of [overwritten, hidden]) {
    expect(await find(row)).toMatchObject({ state: "live", errorMessage: null });
    await requireRestores(row);
  }
  expect((await find(removed)).state).toBe("missing");
  // A row deleted takes everything of it along.
  await holdfast.clear();
  expect(await holdfast.bucket.versions()).toEqual([]);
});

test("a folder: taken away, cut short, put back; a folder that is empty is told as such", async () => {
  const settings = { vendor: "folder", path: folder, prefix: "team/" } as const;
  const store = await seedIntegration(holdfast.db, holdfast.hub, settings);
  await holdfast.configure(target, commands, store);
  const gone = await holdfast.backUp(target);
  const short = await holdfast.backUp(target);
  const file = (row: BackupRow) => join(folder, keyOf(row));
  renameSync(file(gone), join(folder, "kept"));
  truncateSync(file(short), 1000);
  expect((await sweeps.run(store)).counts).toMatchObject({ known: 2, found: 0, missing: 2 });
  expect((await find(gone)).errorCode).toBe("object-gone");
  expect((await find(short)).errorMessage).toMatch(
    /holds 1,000 bytes .* 100,000 bytes were stored/,
  );
  renameSync(join(folder, "kept"), file(gone));
  expect((await sweeps.run(store)).counts).toMatchObject({ found: 1, missing: 0, back: 1 });
  await requireRestores(gone);

  // As a disk that is not mounted looks: first without a folder, then with an empty one.
  renameSync(join(folder, "team"), `${folder}-away`);
  expect((await sweeps.run(store)).counts).toMatchObject({ objects: 0, known: 2, found: 0 });
  expect((await find(gone)).state).toBe("missing");
  renameSync(folder, `${folder}-empty`);
  const refused = await sweeps.run(store);
  expect(refused).toMatchObject({ state: "failed" });
  expect(refused.error).toContain("mount the disk");
  renameSync(`${folder}-empty`, folder);
  renameSync(`${folder}-away`, join(folder, "team"));
  expect((await sweeps.run(store)).counts).toMatchObject({ back: 1 });
  expect((await find(gone)).state).toBe("live");
});

test("unknown objects: those with their manifest are imported, and restore", async () => {
  const known = await holdfast.backUp(target, commands);
  const lost = await holdfast.backUp(target);
  const other = await holdfast.backUp(target);
  // As if the database had been put back from yesterday.
  const lostRows = inArray(backups.id, [lost.id, other.id]);
  await holdfast.db.delete(logs).where(inArray(logs.backupId, [lost.id, other.id]));
  await holdfast.db.delete(backups).where(lostRows);
  const put = (Key: string, Body: string) =>
    holdfast.bucket.client.send(new PutObjectCommand({ ...bucket, Key, Body }));
  const strange = "holdfast/standalone/odd/2026-01-01T00-00-00Z-0190b3c0-1111-7000-8000-0000000000";
  await put("holdfast/notes.txt", "a file of somebody's");
  await put(`${strange}01.backup`, "no manifest");
  await put(`${strange}02.backup`, "garbage beside it");
  await put(`${strange}02.backup.json`, "{}");
  await put(`${strange}03.backup`, "another's manifest");
  const manifest = await textOf(lost.manifestPath ?? "");
  await put(`${strange}03.backup.json`, manifest);
  await put("elsewhere.txt", "not under our prefix");

  const found = await sweep();
  expect(found.counts).toMatchObject({ known: 1, found: 1, missing: 0, unknown: 6, importable: 2 });
  const listed = await sweeps.unknown(holdfast.integrationId);
  const problems = listed.map(({ path, problem }) => [path.split("/").at(-1), problem]);
  expect(Object.fromEntries(problems)).toEqual({
    "notes.txt": expect.stringContaining("no backup"),
    [`${strange.split("/").at(-1)}01.backup`]: expect.stringContaining("no manifest"),
    [`${strange.split("/").at(-1)}02.backup`]: expect.stringContaining("cannot be read"),
    [`${strange.split("/").at(-1)}03.backup`]: expect.stringContaining("another object's"),
    [keyOf(lost).split("/").at(-1) ?? ""]: null,
    [keyOf(other).split("/").at(-1) ?? ""]: null,
  });

  const one = listed.find(({ path }) => path === lost.path);
  expect((await sweeps.import(holdfast.integrationId, [one?.id ?? ""])).counts).toMatchObject({
    imported: 1,
    not_imported: 0,
  });
  const back = await find(lost);
  for (const name of ["state", "path", "versionId", "manifestVersionId", "size", "sha256"] as const)
    expect(back[name]).toEqual(lost[name]);
  expect(back).toMatchObject({ containerId: target.row.id, instanceId: target.instanceId });
  expect(back.created).toEqual(lost.created);
  await requireRestores(back);

  expect((await sweeps.import(holdfast.integrationId)).counts).toMatchObject({ imported: 1 });
  await requireRestores(await find(other));
  expect((await sweep()).counts).toMatchObject({ known: 3, found: 3, unknown: 4, importable: 0 });
  expect((await find(known)).state).toBe("live");
  expect(await holdfast.db.$count(unknownObjects)).toBe(4);
});

test("a second integration on the same bucket: what one knows is no unknown object to the other", async () => {
  await holdfast.backUp(target, commands);
  const lost = await holdfast.backUp(target);
  const { services, dataFolder } = holdfast;
  const second = await seedSealed(holdfast.db, holdfast.hub, {
    settings: bucketSettings(services, holdfast.bucket),
    secret: services.s3.secretAccessKey,
    dataFolder,
  });
  expect((await sweeps.run(second)).counts).toMatchObject({ importable: 0 });

  await holdfast.db.delete(logs).where(inArray(logs.backupId, [lost.id]));
  await holdfast.db.delete(backups).where(inArray(backups.id, [lost.id]));
  const both = [holdfast.integrationId, second];
  for (const id of both) expect((await sweeps.run(id)).counts).toMatchObject({ importable: 1 });
  // Found by both, and imported once.
  expect((await sweeps.import(second)).counts).toMatchObject({ imported: 1 });
  expect((await sweeps.import(holdfast.integrationId)).counts).toMatchObject({ imported: 0 });
  expect(await find(lost)).toMatchObject({ state: "live", integrationId: second });
});

test("uploads: one of a dead backup is aborted, one of a running backup and a stranger's are left", async () => {
  const dead = await holdfast.backUp(target, commands);
  const begin = async (Key: string) => {
    const begun = await holdfast.bucket.client.send(
      new CreateMultipartUploadCommand({ ...bucket, Key }),
    );
    return begun.UploadId ?? "";
  };
  const stranger = dead.id.replace(/^.{8}/, "01900000");
  const [ofDead, ofStranger] = [
    await begin(keyOf(dead)),
    await begin(`holdfast/a/b/2026-01-01T00-00-00Z-${stranger}.backup`),
  ];
  await holdfast.configure(target, { backup: "stream random 30000000; sleep 600" });
  const running = await holdfast.ask(target);
  await holdfast.waitBackup(running, "uploading", (row) => row.path !== null);
  const path = (await holdfast.findBackup(running)).path;
  await poll("the upload to begin", async () =>
    (await holdfast.bucket.uploads()).some(({ key }) => key === path),
  );
  expect((await sweep()).counts).toMatchObject({ uploads_aborted: 1, uploads_left: 2 });
  const left = await holdfast.bucket.uploads();
  expect(left.map(({ uploadId }) => uploadId)).not.toContain(ofDead);
  expect(left.map(({ uploadId }) => uploadId)).toContain(ofStranger);
  expect(left.map(({ key }) => key)).toContain(path);
  await holdfast.cancel(target, running);
  expect((await holdfast.ended(running)).state).toBe("cancelled");
});
