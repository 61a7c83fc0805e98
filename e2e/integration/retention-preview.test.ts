import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backupConfigs, backups } from "#drizzle/backups";
import { type SeededHub, seedContainer, seedHub, seedIntegration } from "#e2e/fixtures/seed";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import { previewRetention } from "#lib/api/preview-retention";
import { applyRetention } from "#lib/backups/apply-retention";
import { type Database, openDatabase } from "#lib/db/client";
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
