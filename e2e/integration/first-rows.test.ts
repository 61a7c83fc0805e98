import { mkdtempSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hosts } from "#drizzle/containers";
import { hubs } from "#drizzle/hubs";
import { integrations } from "#drizzle/integrations";
import { createDatabase, ensurePostgres } from "#e2e/services/postgres";
import { openDatabase } from "#lib/db/client";
import { migrateDatabase } from "#lib/db/migrate";
import { ensureFirstRows } from "#lib/start/first-rows";
import { markFile, markFolder } from "#lib/storage/folder-mark";

const dataFolder = mkdtempSync(join(tmpdir(), "holdfast-rows-"));
let database: Awaited<ReturnType<typeof createDatabase>>;
let open: ReturnType<typeof openDatabase>;

beforeAll(async () => {
  database = await createDatabase((await ensurePostgres()).url);
  open = openDatabase(database.url);
});
afterAll(async () => {
  await open.close();
  await database.drop();
  rmSync(dataFolder, { recursive: true });
});

test("of many that start at once each finds the schema, and one makes the hub", async () => {
  await Promise.all(Array.from({ length: 4 }, () => migrateDatabase(database.url)));
  const made = await Promise.all(
    Array.from({ length: 4 }, () => ensureFirstRows(open.db, dataFolder)),
  );
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(await open.db.$count(hubs)).toBe(1);
  expect(await open.db.$count(hosts)).toBe(1);
  const path = join(dataFolder, "backups");
  const [folder, ...more] = await open.db.select().from(integrations);
  expect(more).toEqual([]);
  expect(folder).toMatchObject({
    identifier: "local-folder",
    state: "live",
    settings: { vendor: "folder", path, prefix: "", mark: await markFolder(path) },
    verified: expect.any(Date),
  });
  const left = await readdir(path, { recursive: true });
  expect(left, "nothing of the trial").toEqual([markFile, ".holdfast-uploads"]);
});

test("a Local folder that was deleted does not come back", async () => {
  await open.db.delete(integrations);
  expect(await ensureFirstRows(open.db, dataFolder)).toBe(false);
  expect(await open.db.$count(integrations)).toBe(0);
});
