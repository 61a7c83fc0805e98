import { readdirSync, readFileSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backupTallies } from "#drizzle/backup-tallies";
import { backups } from "#drizzle/backups";
import { hosts } from "#drizzle/containers";
import { hubs } from "#drizzle/hubs";
import { type SeededHub, seedContainer, seedHub, seedIntegration } from "#e2e/fixtures/seed";
import { wrongTallies } from "#e2e/fixtures/wrong-tallies";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import { createRandom, type Random } from "#e2e/soak/random";
import { type Database, openDatabase } from "#lib/db/client";
import { foldTallies } from "#lib/db/fold-tallies";
import { mendTallies } from "#lib/db/mend-tallies";

type Place = { containerId: string; instanceId: string; integrationId: string };

let database: { url: string; drop(): Promise<void> };
let db: Database;
let close: () => Promise<void>;
let hub: SeededHub;
let places: Place[];

beforeAll(async () => {
  database = await createDatabase(readServices().postgresUrl);
  ({ db, close } = openDatabase(database.url, { max: 8 }));
  hub = await seedHub(db);
  places = [await seedPlace(db, hub), await seedPlace(db, hub), await seedPlace(db, hub)];
});
afterAll(async () => {
  await close();
  await database.drop();
});

async function seedPlace(on: Database, of: SeededHub): Promise<Place> {
  const integrationId = await seedIntegration(on, of, {
    vendor: "folder",
    path: "/nowhere",
    prefix: "",
  });
  const { containerId, instanceIds } = await seedContainer(on, of, { integrationId });
  return { containerId, instanceId: instanceIds[0] ?? "", integrationId };
}

const states = ["queued", "live", "failed", "cancelled", "missing", "deleting", "deleted"] as const;

const rowAt = (random: Random, of: SeededHub, place: Place): typeof backups.$inferInsert => ({
  ...{ id: uuidv7(), hubId: of.hubId, hostId: of.hostId, ...place, instanceName: "one" },
  ...{ state: random.pick(states), trigger: "manual", command: "cat", timeoutSeconds: 60 },
  size: random.pick([null, 0, random.int(1, 2 ** 31) * 1000]),
});

/** One transaction of some changes, of which every sixth comes to nothing. */
async function change(random: Random): Promise<void> {
  const undone = new Error("undone");
  await db
    .transaction(async (tx) => {
      for (let left = random.int(1, 3); left > 0; left -= 1) {
        const some = sql`id in (select id from ${backups} order by id offset ${random.int(0, 40)}
          limit ${random.int(1, 9)} for update skip locked)`;
        const what = random.weighted({ insert: 4, state: 4, size: 3, move: 1, same: 1, remove: 2 });
        if (what === "insert")
          await tx
            .insert(backups)
            .values(
              Array.from({ length: random.int(1, 5) }, () =>
                rowAt(random, hub, random.pick(places)),
              ),
            );
        if (what === "state")
          await tx
            .update(backups)
            .set({ state: random.pick(states) })
            .where(some);
        if (what === "size")
          await tx
            .update(backups)
            .set({ size: random.pick([null, random.int(0, 9999)]) })
            .where(some);
        if (what === "move") await tx.update(backups).set(random.pick(places)).where(some);
        if (what === "same") await tx.update(backups).set({ pinned: true }).where(some);
        if (what === "remove") await tx.delete(backups).where(some);
      }
      if (random.int(1, 6) === 1) throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
}

test("whatever changes at once, and however often it is folded meanwhile, they say what there is", async () => {
  const random = createRandom(4);
  const writer = async (name: string) => {
    const own = random.fork(name);
    for (let turn = 0; turn < 60; turn += 1) await change(own);
  };
  let writing = true;
  const folded: number[] = [];
  const folder = async () => {
    while (writing) {
      folded.push(await foldTallies(db));
      expect(await wrongTallies(db)).toEqual([]);
    }
  };
  const folders = Promise.all([folder(), folder()]);
  await Promise.all(["a", "b", "c", "d"].map(writer)).finally(() => {
    writing = false;
  });
  await folders;
  expect(folded.some((rows) => rows > 0)).toBe(true);
  expect(await db.$count(backups)).toBeGreaterThan(20);
  expect(await wrongTallies(db)).toEqual([]);

  await foldTallies(db);
  expect(await wrongTallies(db)).toEqual([]);
  const key = sql`container_id, integration_id, state`;
  const twice = await db.execute(
    sql`select ${key} from ${backupTallies} group by ${key} having count(*) > 1`,
  );
  expect(twice).toHaveLength(0);
  expect(await foldTallies(db)).toBe(0);
});

test("what is not true is found, and mended while others write", async () => {
  expect(await mendTallies(db)).toBe(false);
  const [{ containerId = "" } = {}] = places;
  await db
    .update(backupTallies)
    .set({ size: sql`size + 1` })
    .where(eq(backupTallies.containerId, containerId));
  expect((await wrongTallies(db)).length).toBeGreaterThan(0);
  const random = createRandom(6);
  const [mended] = await Promise.all([
    Promise.all([mendTallies(db), mendTallies(db)]),
    change(random),
    change(random),
    change(random),
  ]);
  expect(mended.toSorted()).toEqual([false, true]);
  expect(await wrongTallies(db)).toEqual([]);

  await db.delete(backupTallies);
  expect(await mendTallies(db)).toBe(true);
  expect(await wrongTallies(db)).toEqual([]);
});

test("an install that has backups already gets their tallies with its update", async () => {
  const older = await createDatabase(readServices().postgresUrl);
  const { db: old, close: closeOld } = openDatabase(older.url, { max: 2 });
  const folder = "drizzle/migrations";
  const files = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  const tallied = files.findIndex((name) => name.includes("tallies"));
  const migrate = async (names: string[]) => {
    for (const name of names.toSorted())
      await old.transaction((tx) => tx.execute(sql.raw(readFileSync(`${folder}/${name}`, "utf8"))));
  };
  try {
    await migrate(files.toSorted().slice(0, tallied));
    const own = { hubId: uuidv7(), hostId: uuidv7() };
    await old.insert(hubs).values({ id: own.hubId, name: "Old hub" });
    await old.insert(hosts).values({ id: own.hostId, hubId: own.hubId, identifier: "local" });
    const place = await seedPlace(old, own);
    const random = createRandom(5);
    await old.insert(backups).values(Array.from({ length: 50 }, () => rowAt(random, own, place)));
    await migrate(files.toSorted().slice(tallied));
    expect(await old.$count(backupTallies)).toBeGreaterThan(3);
    expect(await wrongTallies(old)).toEqual([]);
  } finally {
    await closeOld();
    await older.drop();
  }
});
