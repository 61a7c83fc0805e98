import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { activity } from "#drizzle/activity";
import { backupConfigs, backups } from "#drizzle/backups";
import { type SeededHub, seedContainer, seedHub, seedIntegration } from "#e2e/fixtures/seed";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import type { BackupFilter } from "#lib/api/backup-filter";
import { previewRetention } from "#lib/api/preview-retention";
import { readBackups } from "#lib/api/read-backups";
import { readExpiry } from "#lib/api/read-expiry";
import { applyRetention } from "#lib/backups/apply-retention";
import { markBackups } from "#lib/backups/mark-backups";
import type { RetentionPolicy } from "#lib/backups/types";
import { type Database, openDatabase } from "#lib/db/client";
import { createMarkRecord } from "#lib/db/mark-record";
import { createRetentionRecord } from "#lib/db/retention-record";

const now = new Date("2026-05-02T12:00:00Z");
const day = 86_400_000;

let database: { url: string; drop(): Promise<void> };
let db: Database;
let close: () => Promise<void>;
let hub: SeededHub;
let integrationId: string;

beforeAll(async () => {
  database = await createDatabase(readServices().postgresUrl);
  ({ db, close } = openDatabase(database.url, { max: 4 }));
  hub = await seedHub(db);
  integrationId = await seedIntegration(db, hub, { vendor: "folder", path: "/none", prefix: "" });
});
afterAll(async () => {
  await close();
  await database.drop();
});

type Row = typeof backups.$inferInsert;

async function add(
  { containerId, instanceIds }: { containerId: string; instanceIds: string[] },
  daysAgo: number,
  over: Partial<Row> = {},
) {
  const id = uuidv7();
  await db.insert(backups).values({
    id,
    ...hub,
    containerId,
    instanceId: instanceIds[0] ?? "",
    instanceName: "db-1",
    integrationId,
    state: "live",
    trigger: "schedule",
    command: "true",
    timeoutSeconds: 60,
    created: new Date(now.getTime() - daysAgo * day),
    size: 1000,
    ...over,
  });
  return id;
}

test("a policy that is not saved says which of the present backups would go, and touches none", async () => {
  const container = await seedContainer(db, hub, { integrationId });
  const ids: string[] = [];
  for (const daysAgo of [1, 2, 10, 40, 50, 60, 70, 80, 90])
    ids.push(await add(container, daysAgo, { size: 1000 + daysAgo }));
  await add(container, 55, { pinned: true });
  await add(container, 56, { state: "failed", size: null });
  const other = await seedContainer(db, hub, { integrationId });
  await add(other, 400);
  const policy = { age: "30d", last: 4 };

  const preview = await previewRetention(db, container.containerId, {
    policy,
    timeZone: "UTC",
    now,
  });
  expect(preview).toMatchObject({ live: 10, count: 5, bytes: 5 * 1000 + 350 });
  expect(preview.ids).toEqual(ids.slice(4));
  expect(preview.newest).toHaveLength(5);
  expect(preview.newest[0]).toEqual({
    id: ids[4],
    instance_name: "db-1",
    created: new Date(now.getTime() - 50 * day).toISOString(),
    size: 1050,
  });
  expect(await db.$count(backups, eq(backups.state, "deleting"))).toBe(0);

  // Once it is saved, exactly those go.
  await db
    .update(backupConfigs)
    .set({ retention: policy })
    .where(eq(backupConfigs.containerId, container.containerId));
  await applyRetention({ record: createRetentionRecord(db), now: () => now }, hub.hostId, null);
  const gone = await db
    .select({ id: backups.id })
    .from(backups)
    .where(eq(backups.state, "deleting"));
  expect(gone.map(({ id }) => id).toSorted()).toEqual(preview.ids.toSorted());
});

test("nothing would go without a rule, or where there is no backup", async () => {
  const { containerId } = await seedContainer(db, hub, { integrationId });
  const terms = { policy: {}, timeZone: "UTC", now };
  const nothing = { live: 0, count: 0, bytes: 0, ids: [], newest: [] };
  expect(await previewRetention(db, containerId, terms)).toEqual(nothing);
});

const page = {
  cursor: null,
  limit: 200,
  offset: 0,
  sort: { by: "created", descending: true },
} as const;
const actor = { id: null, name: "Test" };
const recent = (daysAgo: number) => ({ created: new Date(Date.now() - daysAgo * day) });

async function rowsOf(containerId: string) {
  const { data } = await readBackups(db, { hubId: hub.hubId, containerId }, page);
  return data.map(({ id, expires, kept_by, pinned }) => ({ id, expires, kept_by, pinned }));
}

test("each row says until when and by which rules it is kept, and follows every change", async () => {
  const container = await seedContainer(db, hub, { integrationId });
  const { containerId } = container;
  const set = (retention: RetentionPolicy) =>
    db
      .update(backupConfigs)
      .set({ retention, updated: new Date() })
      .where(eq(backupConfigs.containerId, containerId));
  await set({ age: "30d", last: 2 });
  const at = [1, 2, 3, 40];
  const ids: string[] = [];
  for (const daysAgo of at) ids.push(await add(container, daysAgo, recent(daysAgo)));
  await add(container, 5, { ...recent(5), state: "failed" });
  const [newest, second, third, failed, old] = await rowsOf(containerId);
  expect(newest).toMatchObject({ id: ids[0], kept_by: ["age", "last", "newest"] });
  expect(second).toMatchObject({ id: ids[1], kept_by: ["age", "last"] });
  expect(third).toMatchObject({ id: ids[2], kept_by: ["age"] });
  expect(Date.parse(third?.expires ?? "") / day).toBeCloseTo(Date.now() / day + 27, 2);
  expect(failed).toMatchObject({ kept_by: null, expires: null });
  expect(old).toMatchObject({ id: ids[3], kept_by: [], expires: null });

  const marks = createMarkRecord(db, async () => undefined);
  const where = { hubId: hub.hubId, containerId, actor };
  const pin = { ...where, backupIds: [ids[3] ?? "", failed?.id ?? ""] };
  const answer = await markBackups(marks, { ...pin, action: "pin" });
  expect(answer.done).toEqual([{ id: ids[3] }]);
  expect(answer.refused).toMatchObject([{ id: failed?.id, isThere: true }]);
  expect((await rowsOf(containerId)).at(-1)).toMatchObject({ kept_by: ["pinned"], pinned: true });

  await add(container, 0, recent(0));
  expect((await rowsOf(containerId))[1]).toMatchObject({ id: ids[0], kept_by: ["age", "last"] });
  await set({});
  expect((await rowsOf(containerId)).every((row) => row.kept_by === null)).toBe(true);
  await set({ last: 1 });

  // A pinned one stays whatever the policy says; unpinned, it goes with the next look.
  const record = createRetentionRecord(db);
  const apply = () => applyRetention({ record, now: () => new Date() }, hub.hostId, null);
  await apply();
  const states = async () =>
    new Map((await db.select().from(backups)).map((row) => [row.id, row.state]));
  expect((await states()).get(ids[2] ?? "")).toBe("deleting");
  expect((await states()).get(ids[3] ?? "")).toBe("live");
  await markBackups(marks, { ...where, backupIds: [ids[3] ?? ""], action: "unpin" });
  await apply();
  expect((await states()).get(ids[3] ?? "")).toBe("deleting");
  const lines = await db
    .select({ event: activity.event })
    .from(activity)
    .where(eq(activity.backupId, ids[3] ?? ""))
    .orderBy(activity.created);
  expect(lines.map(({ event }) => event)).toEqual([
    "container.backup.task.pin",
    "container.backup.task.unpin",
    "container.backup.retention",
  ]);
});

test("another hub's, another container's and unknown backups are refused alike", async () => {
  const container = await seedContainer(db, hub, { integrationId });
  const id = await add(container, 1);
  const other = await seedContainer(db, hub, { integrationId });
  const marks = createMarkRecord(db, async () => undefined);
  for (const action of ["pin", "unpin", "verify"] as const)
    for (const where of [
      { hubId: uuidv7(), containerId: container.containerId },
      { hubId: hub.hubId, containerId: other.containerId },
    ]) {
      const answer = await markBackups(marks, { ...where, backupIds: [id], action, actor });
      expect(answer.done).toEqual([]);
      expect(answer.refused).toMatchObject([{ id, isThere: false }]);
    }
});

test("the list of one container keeps to its filter, page by page, with the right total", async () => {
  const container = await seedContainer(db, hub, { integrationId, instances: 2 });
  const [first = "", second = ""] = container.instanceIds;
  for (let n = 0; n < 30; n += 1)
    await add(container, n, {
      ...recent(n),
      state: n % 3 === 0 ? "failed" : "live",
      trigger: n % 2 === 0 ? "manual" : "schedule",
      instanceId: n % 5 === 0 ? second : first,
    });
  const where = { hubId: hub.hubId, containerId: container.containerId };
  const count = async (filter: BackupFilter) => {
    const got = await readBackups(db, where, { ...page, ...filter });
    expect(got.data).toHaveLength(got.total);
    return got.total;
  };
  expect(await count({})).toBe(30);
  expect(await count({ state: ["failed"] })).toBe(10);
  expect(await count({ state: ["failed", "live"], trigger: ["manual"] })).toBe(15);
  expect(await count({ instance: second })).toBe(6);
  const week = new Date(Date.now() - 6.5 * day);
  expect(await count({ from: week })).toBe(7);
  expect(await count({ to: week })).toBe(23);
  const some = { ...page, limit: 4, state: ["failed" as const] };
  const one = await readBackups(db, where, some);
  const two = await readBackups(db, where, { ...some, cursor: one.next_cursor });
  expect(one.data.concat(two.data).every(({ state }) => state.current === "failed")).toBe(true);
  expect(new Set(one.data.concat(two.data).map(({ id }) => id)).size).toBe(8);
});

test("10,000 rows: expiry is judged once, and a page stays quick", async () => {
  const container = await seedContainer(db, hub, { integrationId });
  const { containerId } = container;
  await db
    .update(backupConfigs)
    .set({ retention: { age: "900d", daily: 30, monthly: 12 }, timeZone: "Europe/Lisbon" })
    .where(eq(backupConfigs.containerId, containerId));
  await db.execute(sql`
    insert into ${backups} (id, hub_id, container_id, instance_id, instance_name, integration_id,
      host_id, state, trigger, command, timeout_seconds, size, created)
    select gen_random_uuid(), ${hub.hubId}, ${containerId}, ${container.instanceIds[0] ?? ""}, 'db-1',
      ${integrationId}, ${hub.hostId}, 'live', 'schedule', 'cat', 60, 1000, now() - n * interval '1 hour'
    from generate_series(1, 10000) n`);
  await db.execute(sql`analyze ${backups}`);
  const timed = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const first = await timed(() => readExpiry(db, containerId));
  const again: number[] = [];
  for (let turn = 0; turn < 5; turn += 1)
    again.push(await timed(() => readExpiry(db, containerId)));
  const list = await timed(() => rowsOf(containerId));
  console.log(
    `expiry of 10,000: first ${first.toFixed(0)} ms, then ${Math.min(...again).toFixed(1)} ms; a page of 200 ${list.toFixed(0)} ms`,
  );
  expect(Math.min(...again)).toBeLessThan(first / 3);
});
