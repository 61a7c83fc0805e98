import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { activity } from "#drizzle/activity";
import { backups } from "#drizzle/backups";
import { containers, hosts, instances } from "#drizzle/containers";
import { type SeededHub, seedContainer, seedHub, seedIntegration } from "#e2e/fixtures/seed";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import { readContainer } from "#lib/api/read-containers";
import type { HostLook, ObservedContainer } from "#lib/containers/types";
import { type Database, openDatabase } from "#lib/db/client";
import { createContainerDeletionRecord } from "#lib/db/container-deletion-record";
import { noteLook } from "#lib/db/note-look";
import { setKeepBackups } from "#lib/db/set-keep-backups";

/* When the time of what is gone runs out, look by look, with a clock of the test's own. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const actor = { id: null, name: "Ada" };

let db: Database;
let end: () => Promise<void>;
let hub: SeededHub;
let now: number;
let id: string;
let instanceId: string;
let name: string;

beforeAll(async () => {
  const database = await createDatabase(readServices().postgresUrl);
  const opened = openDatabase(database.url, { max: 4 });
  db = opened.db;
  end = () => opened.close().then(database.drop);
  hub = await seedHub(db);
});
afterAll(() => end());

/** A host of its own with one container that has a live backup. */
beforeEach(async () => {
  now = Date.now();
  hub = { ...hub, hostId: uuidv7() };
  const identifier = `host-${hub.hostId}`;
  await db.insert(hosts).values({ id: hub.hostId, hubId: hub.hubId, identifier });
  const settings = { vendor: "folder", path: "/var/empty/holdfast", prefix: "" } as const;
  const integrationId = await seedIntegration(db, hub, settings);
  name = `db-${hub.hostId}`;
  const made = await seedContainer(db, hub, { integrationId, name });
  id = made.containerId;
  instanceId = made.instanceIds[0] ?? "";
  await db.insert(backups).values({
    ...{ id: uuidv7(), hubId: hub.hubId, hostId: hub.hostId, containerId: id },
    ...{ instanceId, instanceName: name, integrationId, state: "live", trigger: "manual" },
    ...{ command: "cat", timeoutSeconds: 60, size: 10 },
  });
});

const there = (dockerId = `docker-${instanceId}`): ObservedContainer => ({
  ...{ key: `name:${name}`, identifier: name, name, environment: "standalone" },
  ...{ environmentKind: "standalone", image: "postgres:17", stateful: true },
  instances: [
    {
      ...{ slot: "1", dockerId, name, image: "postgres:17", imageId: "sha256:0" },
      ...{ state: "running", health: null, exitCode: null, started: null, created: new Date(0) },
      ...{ mounts: [], ports: [], command: "" },
    },
  ],
});

type More = Partial<Pick<HostLook, "unsure" | "services">>;

function look(seen: ObservedContainer[], engineId = "engine a", more: More = {}) {
  const host = { id: hub.hostId, hubId: hub.hubId, identifier: "host" };
  const found = { containers: seen, unsure: [], services: [], ...more };
  return noteLook(db, host, { engineId, engineVersion: "1", ...found }, new Date(now));
}
/** A look each minute for so long. */
async function watch(ms: number, seen: ObservedContainer[] = [], engineId?: string) {
  for (const until = now + ms; now < until; ) {
    now += minute;
    await look(seen, engineId);
  }
}
const row = async () => {
  const [found] = await db.select().from(containers).where(eq(containers.id, id));
  if (!found) throw new Error("no row");
  return found;
};
const places = async () => {
  const found = await db.select().from(instances).where(eq(instances.containerId, id));
  return found.map(({ state }) => state);
};
const isLeaving = async () => (await row()).deleteRequested !== null;
const goneNow = async () => (await readContainer(db, hub.hubId, id))?.gone;
const dueIn = async () => Date.parse((await goneNow())?.due ?? "") - now;
/** A look that does not see it, and then as if the host had been watched for so long. */
async function goneFor(hours: number) {
  await look([]);
  const since = sql`${hosts.watchedSince} - make_interval(hours => 48)`;
  await db
    .update(hosts)
    .set({ watchedMs: sql`${hosts.watchedMs} + ${hours * hour}`, watchedSince: since })
    .where(eq(hosts.id, hub.hostId));
}

test("removed a day after it was first not seen, by a look that does not see it", async () => {
  await look([there()]);
  await watch(minute);
  expect(await goneNow()).toMatchObject({ backups: "counting" });
  expect(await dueIn()).toBe(day);
  await goneFor(23.9);
  expect(await isLeaving()).toBe(false);
  await goneFor(0.2);
  now += minute;
  expect(await look([])).toMatchObject({ begun: true });
  expect(await row()).toMatchObject({
    deletePlan: { jobId: null },
    dockerRemoved: expect.any(Date),
  });
  const [line] = await db.select().from(activity).where(eq(activity.containerId, id));
  expect(line).toMatchObject({ event: "container.task.delete", actor: "Holdfast" });
});

test("one that Docker lists and does not describe stays as it was", async () => {
  await look([there()]);
  now += minute;
  await look([], "engine a", { unsure: [`name:${name}`] });
  expect(await row()).toMatchObject({ state: "running", goneSince: null });
  expect(await places()).toEqual(["running"]);
});

test("a Swarm service without a task here is stopped, and gone only once the service is", async () => {
  await db
    .update(containers)
    .set({ key: `swarm:${name}` })
    .where(eq(containers.id, id));
  const service = { ...there(), key: `swarm:${name}` };
  // A worker node cannot know which services there are.
  for (const services of [[name], null]) {
    await look([service]);
    expect(await row()).toMatchObject({ id, state: "running" });
    now += minute;
    await look([], "engine a", { services });
    expect(await row()).toMatchObject({ id, state: "stopped", goneSince: null });
    expect(await places()).toEqual(["gone"]);
    expect(await goneNow()).toBe(null);
  }
  now += minute;
  await look([]);
  expect(await row()).toMatchObject({ id, state: "gone" });
});

test("back before that, all is as before, and the next time begins anew", async () => {
  await look([there()]);
  await goneFor(23.9);
  now += minute;
  await look([there("made anew")]);
  expect(await row()).toMatchObject({ id, state: "running", goneSince: null, goneFromMs: null });
  await watch(minute);
  expect(await dueIn()).toBe(day);
});

test("back while its backups go, what is left of them stays", async () => {
  await look([there()]);
  await goneFor(25);
  now += minute;
  await look([]);
  expect(await isLeaving()).toBe(true);
  now += minute;
  await look([there("made anew")]);
  expect(await row()).toMatchObject({ state: "running", deleteRequested: null, deletePlan: null });
  const [backup] = await db.select().from(backups).where(eq(backups.containerId, id));
  expect(backup?.state).toBe("live");
  // A worker that still holds what it was told before does nothing more.
  const record = createContainerDeletionRecord(db);
  const doomed = { ...(await row()), volumes: [], tries: 0, dockerRemoved: true };
  const plan = { jobId: null, engineId: null, dockerIds: [], volumes: [], left: [] };
  expect(await record.sendBackups({ ...doomed, plan })).toBeNull();
  expect(await record.deleted({ ...doomed, plan })).toBe(false);
});

test("a week in which Holdfast was down counts nothing, and leaves an hour at least", async () => {
  await look([there()]);
  await look([]);
  await goneFor(23.9);
  now += 7 * day;
  await look([]);
  expect(await isLeaving()).toBe(false);
  expect(await dueIn()).toBe(hour);
  // And what went meanwhile has the whole time.
  now += 7 * day;
  await look([there()]);
  now += 7 * day;
  await look([]);
  expect(await dueIn()).toBe(day);
});

test("on another engine it is held, and back on its own it begins anew", async () => {
  await look([there()]);
  await goneFor(23.9);
  await watch(2 * minute, [], "engine b");
  expect(await goneNow()).toMatchObject({ backups: "held", due: null });
  await goneFor(100);
  await watch(2 * minute, [], "engine b");
  expect(await isLeaving()).toBe(false);
  await watch(minute);
  expect(await goneNow()).toMatchObject({ backups: "counting" });
  expect(await dueIn()).toBe(day);
});

test("one that was on the other engine is held when the first one is back", async () => {
  await look([]);
  await watch(minute, [there()], "engine b");
  await watch(2 * minute);
  await goneFor(100);
  await watch(2 * minute);
  expect(await goneNow()).toMatchObject({ backups: "held" });
});

test("an engine that only changed its name is known by its containers", async () => {
  const other = { ...there("another"), key: "name:other", name: "other", identifier: "other" };
  await look([there(), other]);
  await watch(minute, [other]);
  await watch(minute, [other], "engine renamed");
  expect(await goneNow()).toMatchObject({ backups: "counting" });
  expect(await dueIn()).toBe(day);
});

test("what a rebuilt catalogue alone knows is never removed, until a person lets it go", async () => {
  const never = { engineId: null, goneFromMs: null, goneSince: new Date(now) };
  await db
    .update(containers)
    .set({ ...never, state: "gone", keepBackups: true })
    .where(eq(containers.id, id));
  await look([]);
  await goneFor(1000);
  await watch(2 * minute);
  expect(await goneNow()).toMatchObject({ backups: "kept", due: null });
  // Nor without that word: it was never seen.
  await db.update(containers).set({ keepBackups: false }).where(eq(containers.id, id));
  expect(await goneNow()).toMatchObject({ backups: "held" });
  await setKeepBackups(db, { hubId: hub.hubId, containerId: id }, false, actor);
  expect(await dueIn()).toBe(day);
});

test("kept by a person, also while its backups go already; let go, it has the whole time", async () => {
  const where = { hubId: hub.hubId, containerId: id };
  await look([there()]);
  await goneFor(25);
  now += minute;
  await look([]);
  expect(await isLeaving()).toBe(true);
  await setKeepBackups(db, where, true, actor);
  await watch(2 * minute);
  expect(await goneNow()).toMatchObject({ backups: "kept" });
  await setKeepBackups(db, where, false, actor);
  await watch(minute);
  expect(await dueIn()).toBe(day - minute);
});

test("one without backups and config is forgotten without a word", async () => {
  const lone = { ...there("lone"), key: "name:lone", name: "lone", identifier: "lone" };
  await look([there(), lone]);
  await watch(minute, [there()]);
  await goneFor(25);
  await watch(minute, [there()]);
  const [forgotten] = await db.select().from(containers).where(eq(containers.key, "name:lone"));
  expect(forgotten?.deleted).not.toBeNull();
  expect(await row()).toMatchObject({ state: "running", deleted: null });
});
