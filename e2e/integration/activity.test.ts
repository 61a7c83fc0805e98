import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { activity } from "#drizzle/activity";
import { containers } from "#drizzle/containers";
import { hubs } from "#drizzle/hubs";
import { type HubDatabase, openHubDatabase } from "#e2e/fixtures/hub-database";
import type { SeededHub } from "#e2e/fixtures/seed";
import { seedOneOfEach } from "#e2e/fixtures/two-hubs";
import { activityExportQuery, activityQuery } from "#lib/api/activity-query";
import { exportActivity } from "#lib/api/export-activity";
import type { ActivityDto } from "#lib/api/hub-dto";
import type { LiveEvent } from "#lib/api/live-event";
import { startLiveFeed } from "#lib/api/live-feed";
import { readActivity } from "#lib/api/read-activity";
import type { Database } from "#lib/db/client";
import { recordActivity } from "#lib/db/record-activity";
import { renameHub } from "#lib/db/rename-hub";
import { activityKinds, kindOf } from "#lib/hubs/activity-kinds";

const ada = { id: uuidv7(), name: "Ada" };
const holdfast = { id: null, name: "Holdfast" };

let opened: HubDatabase;
let db: Database;
let hub: SeededHub;
let containerId: string;
let backupId: string;

beforeAll(async () => {
  opened = await openHubDatabase();
  ({ db, hub } = opened);
  ({ containerId, backupId } = await seedOneOfEach(db, hub));
});

afterAll(() => opened.close());

beforeEach(() => db.delete(activity));

const read = (query: Record<string, string> = {}) =>
  readActivity(db, hub.hubId, activityQuery.parse(query));
const eventsOf = async (query: Record<string, string>) =>
  (await read(query)).data.map(({ event }) => event).sort();
const write = (event: string, more: object = {}) =>
  recordActivity(db, { hubId: hub.hubId, actor: ada, event, subject: "x", ...more });

/** So many lines, written in a few moments, as a bulk deletion does. */
async function writeMany(count: number): Promise<void> {
  await db.execute(sql`
    insert into activity (id, hub_id, actor, event, subject, created)
    select gen_random_uuid(), ${hub.hubId}, 'Holdfast', 'container.backup.delete', 'line ' || n,
      timestamptz '2026-01-01' + (n % 7) * interval '1 second'
    from generate_series(1, ${count}) n`);
}

test("every kind lets through exactly its own events", async () => {
  const events = [
    "container.backup.create",
    "container.backup.task.restore",
    "container.restore.cancel",
    "container.config.update",
    "container.console.open",
    "hub.integration.create",
    "hub.member.role",
    "hub.invite.create",
    "account.password",
    "hub.setup",
    "hub.rename",
    "strange_new%thing",
  ];
  for (const event of events) await write(event);
  for (const kind of activityKinds)
    expect(await eventsOf({ kind }), kind).toEqual(
      events.filter((event) => kindOf(event) === kind).sort(),
    );
});

test("by person, container and time, and all of them at once", async () => {
  await write("container.update", { containerId });
  await write("container.backup.delete", { containerId, backupId, actor: holdfast, subject: "" });
  await write("hub.update");
  await db
    .update(activity)
    .set({ created: new Date("2026-03-01T12:00:00Z") })
    .where(eq(activity.event, "hub.update"));
  expect(await eventsOf({ actor: ada.id })).toEqual(["container.update", "hub.update"]);
  expect(await eventsOf({ actor: "holdfast" })).toEqual(["container.backup.delete"]);
  expect(await eventsOf({ container: containerId })).toHaveLength(2);
  expect(await eventsOf({ to: "2026-03-01T12:00:00Z" })).toEqual([]);
  expect(await eventsOf({ to: "2026-03-01T13:00:01+01:00" })).toEqual(["hub.update"]);
  expect(await eventsOf({ from: "2026-03-01T12:00:00Z" })).toHaveLength(3);
  expect(await eventsOf({ actor: ada.id, container: containerId, kind: "containers" })).toEqual([
    "container.update",
  ]);
  const [line] = (await read({ actor: "holdfast" })).data;
  const [row] = await db.select().from(containers).where(eq(containers.id, containerId));
  expect(line).toMatchObject({
    container: { identifier: row?.identifier, deleted: false },
    instance: expect.any(String),
  });
});

test("another hub's lines are nowhere, whatever the filter", async () => {
  const hubId = uuidv7();
  await db.insert(hubs).values({ id: hubId, name: "Other hub" });
  await write("hub.update", { hubId, containerId });
  const queries: Record<string, string>[] = [
    {},
    { actor: ada.id },
    { container: containerId },
    { kind: "hub" },
  ];
  for (const query of queries) expect(await eventsOf(query)).toEqual([]);
});

test("pages of lines of the same moment show each of them once, and so do both exports", async () => {
  await writeMany(1203);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await read({ limit: "100", ...(cursor && { cursor }) });
    seen.push(...page.data.map(({ subject }) => subject));
    cursor = page.next_cursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(1203);
  expect(seen).toHaveLength(1203);

  const take = (query: Record<string, string>) =>
    exportActivity(db, hub.hubId, activityExportQuery.parse(query));
  const json: ActivityDto[] = await take({ format: "json" }).json();
  expect(json.map(({ subject }) => subject)).toEqual(seen);
  const csv = take({ format: "csv", from: "2026-01-01T00:00:06Z" });
  expect(csv.headers.get("content-disposition")).toMatch(/^attachment; filename="activity-.*csv"$/);
  const lines = (await csv.text()).trimEnd().split("\r\n");
  expect(lines[0]).toBe('"time","who","what","event","container","backup","subject","details"');
  expect(lines).toHaveLength(1 + seen.filter((text) => Number(text.slice(5)) % 7 === 6).length);
  expect(await take({ format: "json", kind: "hub" }).json()).toEqual([]);
  expect((await take({ kind: "hub" }).text()).trimEnd().split("\r\n")).toHaveLength(1);
});

test("what people have named like a formula is none in the export", async () => {
  await write("hub.invite.create", {
    actor: { id: ada.id, name: "=cmd|' /C calc'!A0" },
    subject: "+1@example.com",
  });
  const query = activityExportQuery.parse({});
  const text = await exportActivity(db, hub.hubId, query).text();
  expect(text).toContain(`"'=cmd|' /C calc'!A0"`);
  expect(text).toContain(`"'+1@example.com"`);
});

test("an export that nobody takes on with ends, and reads no further", async () => {
  await writeMany(2000);
  const reader = exportActivity(db, hub.hubId, activityExportQuery.parse({})).body?.getReader();
  expect((await reader?.read())?.done).toBe(false);
  await expect(reader?.cancel()).resolves.toBeUndefined();
});

test("a line is told to open tabs when it is written, and a hundred of a transaction once", async () => {
  const heard: (LiveEvent | "missed")[] = [];
  const live = await startLiveFeed(opened.sql);
  const leave = live.subscribe(hub.hubId, (event) => heard.push(event));
  await db.transaction(async (tx) => {
    for (let i = 0; i < 100; i += 1)
      await recordActivity(tx, { hubId: hub.hubId, actor: ada, event: "container.update" });
  });
  await renameHub(db, hub.hubId, "North yard", ada);
  await expect
    .poll(() => heard, { timeout: 10_000 })
    .toEqual([{ type: "activity" }, { type: "activity" }, { type: "hub" }]);
  await renameHub(db, hub.hubId, "North yard", ada);
  expect((await read({ kind: "hub" })).data).toHaveLength(1);
  leave();
});
