import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { jobs } from "#drizzle/activity";
import { backups, restores } from "#drizzle/backups";
import { type SeededHub, seedContainer, seedHub, seedIntegration } from "#e2e/fixtures/seed";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import { readBackups } from "#lib/api/read-backups";
import type { RunRecord } from "#lib/backups/ports";
import { requestBackup } from "#lib/backups/request-backup";
import { requestCancel } from "#lib/backups/request-cancel";
import { requestDelete } from "#lib/backups/request-delete";
import type { RequestRecord } from "#lib/backups/request-ports";
import { requestRestore } from "#lib/backups/request-restore";
import { type Database, openDatabase } from "#lib/db/client";
import { createRequestRecord } from "#lib/db/request-record";
import { createRunRecord } from "#lib/db/run-record";
import { startWorkQueue, type WorkQueue } from "#lib/jobs/work-queue";

const actor = { id: null, name: "Test" };
const part = { number: 1, size: 10, sha256: "ab".repeat(32) };
const object = {
  key: "k",
  versionId: "v1",
  size: 10,
  originalSize: 20,
  compression: "zstd" as const,
  sha256: "cd".repeat(32),
  parts: [part],
};

let database: { url: string; drop(): Promise<void> };
let db: Database;
let close: () => Promise<void>;
let queue: WorkQueue;
let requests: RequestRecord;
let record: RunRecord;
let hub: SeededHub;
let integrationId: string;
let place: { hubId: string; containerId: string };
let instanceIds: string[];

beforeAll(async () => {
  database = await createDatabase(readServices().postgresUrl);
  ({ db, close } = openDatabase(database.url, { max: 8 }));
  hub = await seedHub(db);
  integrationId = await seedIntegration(db, hub, {
    vendor: "folder",
    path: "/nowhere",
    prefix: "",
  });
  queue = await startWorkQueue(database.url, "worker");
  requests = createRequestRecord(db, queue.enqueue);
  record = createRunRecord(db, queue.enqueue);
});

afterAll(async () => {
  await queue.stop();
  await close();
  await database.drop();
});

beforeEach(async () => {
  // What an earlier test left queued would be claimed first.
  await db.update(backups).set({ state: "cancelled" }).where(eq(backups.state, "queued"));
  await db.update(backups).set({ state: "failed" }).where(eq(backups.state, "saving"));
  const seeded = await seedContainer(db, hub, { integrationId, instances: 2 });
  place = { hubId: hub.hubId, containerId: seeded.containerId };
  instanceIds = seeded.instanceIds;
});

const ask = (instanceId?: string) =>
  requestBackup(requests, { ...place, instanceId, trigger: "manual", actor });
const firstInstance = () => instanceIds[0] ?? "";

async function claimBackup() {
  const run = await record.claimNext(hub.hostId, 0);
  if (run?.kind !== "backup") throw new Error(`claimed ${run?.kind}`);
  return {
    run,
    ref: {
      kind: "backup" as const,
      id: run.id,
      hubId: hub.hubId,
      backupId: run.id,
      containerId: run.container.id,
    },
  };
}

async function jobOf(id = "") {
  const [job] = await db.select().from(jobs).where(eq(jobs.id, id));
  return job;
}

async function askRestore(backupId: string) {
  const at = { ...place, backupId };
  const { id, jobId } = await requestRestore(requests, {
    ...at,
    instanceId: firstInstance(),
    actor,
  });
  await record.claimNext(hub.hostId, 0);
  return { backupId, restoreId: id, jobId, ref: { kind: "restore" as const, id, ...at } };
}

async function makeLive() {
  await ask(firstInstance());
  const { run, ref } = await claimBackup();
  expect(
    await record.backupLive(ref, {
      object,
      manifest: { key: "k.json", versionId: "m1" },
      exitCode: 0,
    }),
  ).toBe(true);
  return run.id;
}

test("a request queues one backup for each running instance, with its job", async () => {
  const queued = await ask();
  expect(queued.map((one) => one.instance.id)).toEqual(instanceIds);
  const rows = await db
    .select()
    .from(jobs)
    .where(eq(jobs.id, queued[0]?.jobId ?? ""));
  expect(rows[0]).toMatchObject({ state: "queued", action: "backup" });
});

test("two backups of one instance never overlap; another instance is free", async () => {
  await ask(firstInstance());
  await ask(firstInstance());
  await ask(instanceIds[1]);
  const first = await claimBackup();
  const second = await claimBackup();
  expect(first.run.instance.id).toBe(firstInstance());
  expect(second.run.instance.id).toBe(instanceIds[1]);
  expect(await record.claimNext(hub.hostId, 0)).toBeNull();
  await record.runFailed(first.ref, { code: "command-failed", message: "no" }, { exitCode: 1 });
  expect((await claimBackup()).run.instance.id).toBe(firstInstance());
});

test("a restore excludes everything else on its instance", async () => {
  const backupId = await makeLive();
  await requestRestore(requests, { ...place, backupId, instanceId: firstInstance(), actor });
  const restore = await record.claimNext(hub.hostId, 0);
  expect(restore).toMatchObject({
    kind: "restore",
    object: { key: "k", versionId: "v1", parts: [part] },
  });
  await ask(firstInstance());
  await requestRestore(requests, { ...place, backupId, instanceId: firstInstance(), actor });
  expect(await record.claimNext(hub.hostId, 0)).toBeNull();
});

test("claims made at the same moment take one instance once", async () => {
  await ask(firstInstance());
  await ask(firstInstance());
  const claims = await Promise.all(
    Array.from({ length: 6 }, () => record.claimNext(hub.hostId, 0).catch(() => null)),
  );
  expect(claims.filter(Boolean)).toHaveLength(1);
});

test("a backup that a restore reads is not deleted, one that is being deleted is not restored", async () => {
  const backupId = await makeLive();
  await requestRestore(requests, { ...place, backupId, instanceId: firstInstance(), actor });
  const kept = await requestDelete(requests, { ...place, backupIds: [backupId], actor });
  expect(kept.refused[0]?.reason).toContain("restore is reading it");
  await db.update(restores).set({ state: "cancelled" }).where(eq(restores.backupId, backupId));
  expect(
    (await requestDelete(requests, { ...place, backupIds: [backupId], actor })).deleting,
  ).toHaveLength(1);
  await expect(
    requestRestore(requests, { ...place, backupId, instanceId: firstInstance(), actor }),
  ).rejects.toThrow("Only a live backup can be restored; this one is deleting.");
});

test("a queued run is cancelled at once, a running one is asked to stop, an ended one is not", async () => {
  const [queued] = await ask(firstInstance());
  const backupId = queued?.id ?? "";
  const { jobId } = await requestCancel(requests, { ...place, backupId, actor });
  expect(await jobOf(jobId)).toMatchObject({ action: "cancel", state: "completed", backupId });
  expect(await jobOf(queued?.jobId)).toMatchObject({ action: "backup", state: "completed" });
  await expect(requestCancel(requests, { ...place, backupId, actor })).rejects.toThrow(
    "already ended",
  );
  await ask(firstInstance());
  const { run } = await claimBackup();
  await requestCancel(requests, { ...place, backupId: run.id, actor });
  expect(await record.cancelRequests([run.id])).toEqual([run.id]);
});

test("the job of a cancel is over when its run is, and says whether it came in time", async () => {
  const backupId = await makeLive();
  const cancelled = await askRestore(backupId);
  const first = await requestCancel(requests, { ...place, ...cancelled, actor });
  expect(await jobOf(first.jobId)).toMatchObject({ action: "cancel-restore", state: "running" });
  await record.runCancelled(cancelled.ref, {});
  expect(await jobOf(first.jobId)).toMatchObject({ state: "completed", error: null });

  const completed = await askRestore(backupId);
  const second = await requestCancel(requests, { ...place, ...completed, actor });
  await record.restoreCompleted(completed.ref, { fedBytes: 20 });
  expect(await jobOf(second.jobId)).toMatchObject({
    state: "error",
    restoreId: completed.restoreId,
  });
  expect(await jobOf(completed.jobId)).toMatchObject({ state: "completed", error: null });
  expect(await jobOf(first.jobId)).toMatchObject({ state: "completed" });
});

test("an end is written once: the second writer changes nothing", async () => {
  await ask(firstInstance());
  const { ref } = await claimBackup();
  expect(await record.runCancelled(ref, {})).toBe(true);
  expect(
    await record.backupLive(ref, {
      object,
      manifest: { key: "k.json", versionId: null },
      exitCode: 0,
    }),
  ).toBe(false);
  const rows = await db.select().from(backups).where(eq(backups.id, ref.id));
  expect(rows[0]?.state).toBe("cancelled");
});

test.each([true, false])(
  "pages of the list hold every row once, newest first: %s",
  async (descending) => {
    for (let count = 0; count < 3; count++) await ask();
    const times: string[] = [];
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof readBackups>> = await readBackups(db, place, {
        cursor,
        limit: 4,
        offset: 0,
        sort: { by: "created", descending },
      });
      times.push(...page.data.map(({ events }) => events.created));
      seen.push(...page.data.map((one) => one.id));
      cursor = page.next_cursor;
      expect(page.total).toBe(6);
    } while (cursor);
    expect(new Set(seen).size).toBe(6);
    expect(new Set(times).size).toBeGreaterThan(1);
    expect(times).toEqual(descending ? times.toSorted().toReversed() : times.toSorted());
  },
);
