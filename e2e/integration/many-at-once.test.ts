import { and, eq, inArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import { type SeededHub, seedContainer, seedHub, seedIntegration } from "#e2e/fixtures/seed";
import { otherHub } from "#e2e/fixtures/two-hubs";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import { applyPolicy } from "#lib/api/apply-policy";
import { readBackupConfig } from "#lib/api/read-backup-config";
import { readTrends } from "#lib/api/read-trends";
import { policyInput } from "#lib/backups/backup-config-input";
import { requestBackups } from "#lib/backups/request-backups";
import { type Database, openDatabase } from "#lib/db/client";
import { createRequestRecord } from "#lib/db/request-record";

const actor = { id: null, name: "Test" };
const folder = { vendor: "folder", path: "/var/empty/holdfast", prefix: "" } as const;
const day = 86_400_000;
const now = new Date("2026-11-28T12:00:00Z");

let database: { url: string; drop(): Promise<void> };
let db: Database;
/** Nobody has to be woken here. */
const idle = { enqueue: async () => undefined };
let close: () => Promise<void>;
let hub: SeededHub;
let integrationId: string;

beforeAll(async () => {
  database = await createDatabase(readServices().postgresUrl);
  ({ db, close } = openDatabase(database.url, { max: 4 }));
  hub = await seedHub(db);
  integrationId = await seedIntegration(db, hub, folder);
});

afterAll(async () => {
  await close();
  await database.drop();
});

type Made = { daysAgo: number; deletedDaysAgo?: number; size?: number };

async function addBackup(
  { containerId, instanceIds }: { containerId: string; instanceIds: string[] },
  { daysAgo, deletedDaysAgo, size = 100 }: Made,
) {
  const before = (days: number) => new Date(now.getTime() - days * day);
  await db.insert(backups).values({
    ...hub,
    id: uuidv7(),
    containerId,
    instanceId: instanceIds[0] ?? "",
    instanceName: "one",
    integrationId,
    trigger: "schedule",
    command: "tar",
    timeoutSeconds: 60,
    state: deletedDaysAgo === undefined ? "live" : "deleted",
    created: before(daysAgo),
    deleted: deletedDaysAgo === undefined ? null : before(deletedDaysAgo),
    size,
  });
}

test("a trend is what was stored at each moment: also what has been deleted since", async () => {
  const one = await seedContainer(db, hub, { integrationId });
  const idle = await seedContainer(db, hub, { integrationId });
  await addBackup(one, { daysAgo: 40, size: 1 });
  await addBackup(one, { daysAgo: 100, deletedDaysAgo: 50, size: 7 });
  await addBackup(one, { daysAgo: 35, deletedDaysAgo: 14.5, size: 20 });
  await addBackup(one, { daysAgo: 4.5, size: 300 });
  const ids = [one.containerId, idle.containerId];
  expect(await readTrends(db, hub.hubId, ids, now)).toEqual([
    { id: one.containerId, points: [21, 21, 21, 21, 21, 21, 1, 1, 1, 301, 301] },
  ]);
  const other = await otherHub(db);
  expect(await readTrends(db, other.hubId, ids, now)).toEqual([]);
});

test("trends come from indexes, however many backups there are", async () => {
  await db.execute(sql`vacuum analyze backups`);
  await db.execute(sql`set enable_seqscan = off`);
  const plan = await db.execute(sql`
    explain select sum(size) from backups
    where container_id = any(array[${uuidv7()}]::uuid[]) and state = 'deleted' and deleted > now()`);
  expect(JSON.stringify(plan)).toContain("backups_deleted_of");
});

test("many are backed up at once: each is queued, or says why it was not", async () => {
  const [good, two, stateless, unset] = await Promise.all([
    seedContainer(db, hub, { integrationId }),
    seedContainer(db, hub, { integrationId, instances: 2 }),
    seedContainer(db, hub, { integrationId }),
    seedContainer(db, hub, { integrationId }),
  ]);
  await db
    .update(containers)
    .set({ statefulOverride: false })
    .where(eq(containers.id, stateless.containerId));
  await db.delete(backupConfigs).where(eq(backupConfigs.containerId, unset.containerId));
  const foreign = await otherHub(db);
  const elsewhere = await seedContainer(db, foreign, {
    integrationId: await seedIntegration(db, foreign, folder),
  });
  const ids = [good, two, stateless, unset, elsewhere, good].map(({ containerId }) => containerId);
  const results = await requestBackups(
    createRequestRecord(db, async () => undefined),
    { hubId: hub.hubId, containerIds: ids, actor },
  );
  expect(results).toEqual([
    { id: ids[0], queued: 1, reason: null },
    { id: ids[1], queued: 2, reason: null },
    { id: ids[2], queued: 0, reason: expect.stringContaining("stateful") },
    { id: ids[3], queued: 0, reason: expect.stringContaining("No backup command") },
    { id: ids[4], queued: 0, reason: expect.stringContaining("not in the hub") },
  ]);
  const queued = and(inArray(backups.containerId, ids), eq(backups.state, "queued"));
  expect(await db.$count(backups, queued)).toBe(3);
});

test("a policy: what it would do is what it does, and commands stay", async () => {
  const [set, unset, unknown, gone] = await Promise.all([
    seedContainer(db, hub, { integrationId }),
    seedContainer(db, hub, { integrationId }),
    seedContainer(db, hub, { integrationId }),
    seedContainer(db, hub, { integrationId }),
  ]);
  for (const { containerId } of [unset, unknown])
    await db.delete(backupConfigs).where(eq(backupConfigs.containerId, containerId));
  await db
    .update(containers)
    .set({ image: "acme/unknown" })
    .where(eq(containers.id, unknown.containerId));
  await db.update(containers).set({ state: "gone" }).where(eq(containers.id, gone.containerId));
  for (const daysAgo of [1, 2, 3, 4]) await addBackup(set, { daysAgo });
  const elsewhere = await otherHub(db);
  const foreign = await seedIntegration(db, elsewhere, folder);
  const ids = [set, unset, unknown, gone].map(({ containerId }) => containerId);
  const policy = {
    container_ids: [...ids, uuidv7()],
    schedule: { cron_string: "0 3 * * *", time_zone: "Europe/Lisbon" },
    retention: { last: 1 },
    integration_id: integrationId,
  };
  const terms = (input: object) => ({ hubId: hub.hubId, input: policyInput.parse(input), actor });
  const expected = [
    { id: ids[0], outcome: "change", changes: ["schedule", "retention"], preset: null },
    { id: ids[1], outcome: "change", preset: "postgresql" },
    { id: ids[2], outcome: "skip", reason: expect.stringContaining("no preset fits") },
    { id: ids[3], outcome: "skip", reason: expect.stringContaining("gone") },
    { outcome: "skip", reason: expect.stringContaining("not in the hub") },
  ];

  const preview = await applyPolicy({ db, queue: idle }, terms({ ...policy, preview: true }));
  expect(preview).toMatchObject(expected);
  expect(preview[0]?.removes).toEqual({ count: 3, bytes: 300 });
  expect(preview[1]?.removes).toEqual({ count: 0, bytes: 0 });
  const read = (containerId: string) => readBackupConfig(db, { hubId: hub.hubId, containerId });
  expect(await read(unset.containerId)).toBeNull();

  expect(await applyPolicy({ db, queue: idle }, terms(policy))).toMatchObject(expected);
  expect(await read(set.containerId)).toMatchObject({
    backup: { command: "tar cf - -C /data .", cron_string: "0 3 * * *" },
    retention: { last: 1 },
  });
  expect(await read(unset.containerId)).toMatchObject({
    integration_id: integrationId,
    backup: { command: expect.stringContaining("pg_dump"), time_zone: "Europe/Lisbon" },
    restore: { command: expect.stringContaining("pg_restore") },
  });
  expect(await applyPolicy({ db, queue: idle }, terms(policy))).toMatchObject([
    { outcome: "same" },
    { outcome: "same" },
    { outcome: "skip" },
    { outcome: "skip" },
    { outcome: "skip" },
  ]);

  await expect(
    applyPolicy({ db, queue: idle }, terms({ ...policy, integration_id: foreign })),
  ).rejects.toMatchObject({ fields: { integration_id: expect.any(String) } });
});

test.each([
  {},
  { schedule: { cron_string: "99 * * * *", time_zone: "UTC" } },
  { schedule: { cron_string: "0 3 * * *", time_zone: "Mars/Olympus" } },
  { retention: { last: 0 } },
  { retention: { last: 1 }, container_ids: [] },
  { retention: { last: 1 }, container_ids: ["x"] },
])("%o is no policy", (wrong) => {
  expect(policyInput.safeParse({ container_ids: [uuidv7()], ...wrong }).success).toBe(false);
});
