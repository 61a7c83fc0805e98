import { and, eq, inArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { activity } from "#drizzle/activity";
import { backupConfigs, backups, restores } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import { poll } from "#e2e/fixtures/poll";
import { type SeededHub, seedContainer, seedHub, seedIntegration } from "#e2e/fixtures/seed";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import { applyRetention } from "#lib/backups/apply-retention";
import type { Judgement } from "#lib/backups/retention";
import type { RetentionRecord } from "#lib/backups/retention-ports";
import type { RetentionPolicy } from "#lib/backups/types";
import { type Database, openDatabase, type Transaction } from "#lib/db/client";
import { createRetentionRecord } from "#lib/db/retention-record";

/* Retention on a real PostgreSQL; that the worker does it is shown in the bucket elsewhere. */

const now = new Date("2026-05-02T12:00:00Z");
const day = 86_400_000;

let database: { url: string; drop(): Promise<void> };
let db: Database;
let close: () => Promise<void>;
let record: RetentionRecord;
let hub: SeededHub;
let integrationId: string;

beforeAll(async () => {
  database = await createDatabase(readServices().postgresUrl);
  ({ db, close } = openDatabase(database.url, { max: 10 }));
  hub = await seedHub(db);
  integrationId = await seedIntegration(db, hub, { vendor: "folder", path: "/none", prefix: "" });
  record = createRetentionRecord(db);
});
afterAll(async () => {
  await close();
  await database.drop();
});

type Row = typeof backups.$inferInsert;

/** A container under the policy with live backups of so many days ago, in that order, per instance. */
async function kept(retention: RetentionPolicy, ...daysAgo: number[][]) {
  const seeded = await seedContainer(db, hub, { integrationId, instances: daysAgo.length });
  await db
    .update(backupConfigs)
    .set({ retention })
    .where(eq(backupConfigs.containerId, seeded.containerId));
  const ids: string[][] = [];
  for (const [index, days] of daysAgo.entries()) {
    const instanceId = seeded.instanceIds[index] ?? "";
    ids.push(await Promise.all(days.map((ago) => add(seeded.containerId, instanceId, ago))));
  }
  return { ...seeded, ids: ids[0] ?? [], all: ids };
}

async function add(containerId: string, instanceId: string, ago: number, over: Partial<Row> = {}) {
  const id = uuidv7();
  const created = new Date(now.getTime() - ago * day);
  await db.insert(backups).values({
    id,
    ...hub,
    containerId,
    instanceId,
    instanceName: "db-1",
    integrationId,
    state: "live",
    trigger: "schedule",
    command: "true",
    timeoutSeconds: 60,
    created,
    ...over,
  });
  return id;
}

const apply = (since: Date | null = null) =>
  applyRetention({ record, now: () => now }, hub.hostId, since);
const states = async (ids: string[]) => {
  const rows = await db.select().from(backups).where(inArray(backups.id, ids));
  return ids.map((id) => rows.find((row) => row.id === id)?.state);
};
const everythingGoes = (list: { id: string }[]) =>
  new Map<string, Judgement>(
    list.map(({ id }) => [id, { id, keptBy: [], goes: true, expires: null }]),
  );

test("what no rule keeps is sent to deletion, with the reason in the audit trail", async () => {
  const { ids, containerId } = await kept({ age: "30d", last: 2 }, [1, 2, 10, 40, 50]);
  await apply();
  expect(await states(ids)).toEqual(["live", "live", "live", "deleting", "deleting"]);
  const lines = await db.select().from(activity).where(eq(activity.containerId, containerId));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatchObject({
    event: "container.backup.retention",
    actor: "Holdfast",
    actorId: null,
    details: { reason: "older than 30d, not among the last 2" },
  });
  expect(await apply()).toBe(0);
});

test("another container, other states and a container that is left alone are not touched", async () => {
  const one = await kept({ last: 1 }, [1, 2]);
  const other = await kept({ age: "365d" }, [3, 4]);
  const [instanceId = ""] = one.instanceIds;
  const rest = await Promise.all(
    (["failed", "cancelled", "missing", "queued"] as const).map((state) =>
      add(one.containerId, instanceId, 9, { state }),
    ),
  );
  const leaving = await kept({ last: 1 }, [1, 2]);
  const keeping = await kept({ last: 1 }, [1, 2]);
  const set = (id: string, values: Partial<typeof containers.$inferInsert>) =>
    db.update(containers).set(values).where(eq(containers.id, id));
  await set(leaving.containerId, { deleteRequested: now });
  await set(keeping.containerId, { state: "gone", goneSince: now, keepBackups: true });
  await apply();
  expect(await states(one.ids)).toEqual(["live", "deleting"]);
  expect(await states(rest)).toEqual(["failed", "cancelled", "missing", "queued"]);
  for (const { ids } of [other, leaving, keeping])
    expect(await states(ids)).toEqual(["live", "live"]);
});

test("each instance keeps its newest, whatever the policy and the other instances", async () => {
  const { all } = await kept({ last: 1, age: "1d" }, [1, 2], [800], [400, 500, 600]);
  await apply();
  expect(await Promise.all(all.map(states))).toEqual([
    ["live", "deleting"],
    ["live"],
    ["live", "deleting", "deleting"],
  ]);
});

test("failing runs do not wear the newest live one away", async () => {
  const { ids, containerId, instanceIds } = await kept({ last: 1, daily: 1 }, [300]);
  for (let ago = 20; ago >= 0; ago--) {
    await add(containerId, instanceIds[0] ?? "", ago, { state: "failed" });
    await apply();
  }
  expect(await states(ids)).toEqual(["live"]);
});

test("the database itself keeps the newest and the pinned, even against a wrong judgement", async () => {
  const { ids, containerId, instanceIds } = await kept({ last: 1 }, [1, 2, 3, 4]);
  await db
    .update(backups)
    .set({ pinned: true })
    .where(eq(backups.id, ids[2] ?? ""));
  // Its clock was wrong: it is no newer one that another could go for.
  const future = await add(containerId, instanceIds[0] ?? "", -900);
  await record.settle(containerId, now, everythingGoes);
  expect(await states(ids)).toEqual(["live", "deleting", "live", "deleting"]);
  expect(await states([future])).toEqual(["live"]);
});

test("a backup that a restore reads stays until the restore has ended", async () => {
  const { ids, containerId, instanceIds } = await kept({ last: 1 }, [1, 2]);
  const restoreId = uuidv7();
  const place = { containerId, instanceId: instanceIds[0] ?? "", instanceName: "db-1", ...hub };
  const run = { state: "running", command: "true", timeoutSeconds: 60 } as const;
  await db.insert(restores).values({ id: restoreId, backupId: ids[1] ?? "", ...place, ...run });
  await apply();
  expect(await states(ids)).toEqual(["live", "live"]);
  await db.update(restores).set({ state: "completed" }).where(eq(restores.id, restoreId));
  await apply();
  expect(await states(ids)).toEqual(["live", "deleting"]);
});

test("nothing of an instance goes while one of its backups is in doubt and not yet read back", async () => {
  const { ids, all } = await kept({ last: 1 }, [1, 2], [1, 2]);
  const doubted = eq(backups.id, ids[0] ?? "");
  await db.update(backups).set({ verifyRequested: now }).where(doubted);
  await apply();
  expect(await Promise.all(all.map(states))).toEqual([
    ["live", "live"],
    ["live", "deleting"],
  ]);
  await db.update(backups).set({ verifyRequested: null, state: "missing" }).where(doubted);
  await apply();
  expect(await states(ids)).toEqual(["missing", "live"]);
});

/** Does something in a transaction that stays open while retention looks, then commits it. */
async function meanwhile(change: (tx: Transaction) => Promise<unknown>, ids: string[]) {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const { promise: committed, resolve: commit } = Promise.withResolvers<void>();
  const changing = db.transaction(async (tx) => {
    await change(tx);
    open();
    await committed;
  });
  await opened;
  const applying = apply();
  // Retention has judged by what it saw, and waits for a row that the change holds.
  await poll("retention to wait", async () => {
    const waiting = await db.execute(sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    return waiting.length > 0;
  });
  commit();
  await Promise.all([changing, applying]);
  return states(ids);
}

test("one that is pinned while retention looks is kept", async () => {
  const { ids } = await kept({ last: 1 }, [1, 2]);
  const pin = (tx: Transaction) =>
    tx
      .update(backups)
      .set({ pinned: true })
      .where(eq(backups.id, ids[1] ?? ""));
  expect(await meanwhile(pin, ids)).toEqual(["live", "live"]);
});

test("a policy that changes while retention looks is the one that counts", async () => {
  const { ids, containerId } = await kept({ last: 1 }, [1, 2, 3]);
  const change = (tx: Transaction) =>
    tx
      .update(backupConfigs)
      .set({ retention: { last: 2 } })
      .where(eq(backupConfigs.containerId, containerId));
  expect(await meanwhile(change, ids)).toEqual(["live", "live", "deleting"]);
});

test("when the newest is deleted by hand while retention looks, the next one stays", async () => {
  const { ids } = await kept({ last: 1 }, [1, 2]);
  const remove = (tx: Transaction) =>
    tx
      .update(backups)
      .set({ state: "deleting" })
      .where(eq(backups.id, ids[0] ?? ""));
  expect(await meanwhile(remove, ids)).toEqual(["deleting", "live"]);
  await apply();
  expect(await states(ids)).toEqual(["deleting", "live"]);
});

test("two workers at once remove each only once, and never the newest", async () => {
  const many = Array.from({ length: 450 }, (_, index) => index);
  const { ids, containerId } = await kept({ last: 3 }, many);
  const gone = await Promise.all([apply(), apply(), apply()]);
  expect(gone.reduce((sum, one) => sum + one)).toBe(447);
  expect((await states(ids)).filter((state) => state === "live")).toHaveLength(3);
  expect(await states(ids.slice(0, 3))).toEqual(["live", "live", "live"]);
  const which = and(
    eq(activity.containerId, containerId),
    eq(activity.event, "container.backup.retention"),
  );
  expect(await db.$count(activity, which)).toBe(447);
});

test("a look at what changed sees a new policy, a new backup and an unpinned one, and no other", async () => {
  const { containerId, ids } = await kept({ last: 1 }, [1, 2]);
  const long = new Date(Date.now() - 3_600_000);
  await db.update(backups).set({ updated: long });
  await db.update(backupConfigs).set({ updated: long });
  const since = new Date(Date.now() - 60_000);
  expect(await record.governed(hub.hostId, since)).toEqual([]);
  await db
    .update(backups)
    .set({ updated: new Date() })
    .where(eq(backups.id, ids[0] ?? ""));
  expect(await record.governed(hub.hostId, since)).toEqual([containerId]);
  await db.update(backups).set({ updated: long });
  await db
    .update(backupConfigs)
    .set({ updated: new Date() })
    .where(eq(backupConfigs.containerId, containerId));
  expect(await record.governed(hub.hostId, since)).toEqual([containerId]);
  expect(await record.governed(uuidv7(), null)).toEqual([]);
});
