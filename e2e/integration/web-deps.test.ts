import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedHub } from "#e2e/fixtures/seed";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import { openWebDeps } from "#lib/api/open-web-deps";
import { openDatabase } from "#lib/db/client";
import { ensureSecretKey } from "#lib/start/secret-key";

/** What PostgreSQL says to whoever comes too early: an ErrorResponse of SQLSTATE 57P03. */
const fields = ["SFATAL", "VFATAL", "C57P03", "Mthe database system is starting up", ""];
const said = Buffer.from(`${fields.join("\0")}\0`);
const head = Buffer.from("E\0\0\0\0");
head.writeInt32BE(said.length + 4, 1);
const startingUp = Buffer.concat([head, said]);

let database: { url: string; drop(): Promise<void> };
let dataFolder: string;
let admin: postgres.Sql;
let proxy: Server;
let url: string;
/** Which connections are turned away, by what they call themselves. */
let refused: RegExp | null = null;

beforeAll(async () => {
  database = await createDatabase(readServices().postgresUrl);
  const { db, close } = openDatabase(database.url, { max: 1 });
  await seedHub(db);
  await close();
  admin = postgres(database.url, { max: 1 });
  dataFolder = mkdtempSync(join(tmpdir(), "holdfast-web-deps-"));
  await ensureSecretKey(dataFolder);
  const real = new URL(database.url);
  proxy = createServer((client) => {
    client.on("error", () => undefined);
    client.once("data", (hello) => {
      const name = /application_name\0([^\0]*)\0/.exec(hello.toString("latin1"))?.[1]?.trim() ?? "";
      if (refused?.test(name)) return client.end(startingUp);
      const server = connect(Number(real.port), real.hostname);
      server.on("error", () => client.destroy());
      client.on("close", () => server.destroy());
      server.write(hello);
      client.pipe(server).pipe(client);
    });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const through = new URL(database.url);
  through.port = String((proxy.address() as AddressInfo).port);
  url = through.href;
});

afterAll(async () => {
  proxy.close();
  rmSync(dataFolder, { recursive: true });
  await admin.end();
  await database.drop();
});

/** The connections that Holdfast has open, each by its name. */
async function open(): Promise<string[]> {
  const rows = await admin<{ name: string }[]>`
    select trim(application_name) as name from pg_stat_activity
    where datname = current_database() and application_name like 'holdfast%' order by 1`;
  return rows.map(({ name }) => name);
}

test.each([
  ["the queue", /queue/],
  ["the live feed, after the queue", /^holdfast$/],
])("a start that fails at %s leaves nothing open, and the next one works", async (_, names) => {
  const before = await open();
  refused = names;
  await expect(openWebDeps(url, { dataFolder, demo: false })).rejects.toThrow("starting up");
  await expect.poll(open).toEqual(before);

  refused = null;
  const deps = await openWebDeps(url, { dataFolder, demo: false });
  expect(await open()).toEqual(expect.arrayContaining(["holdfast", "holdfast-web-queue"]));
  await deps.queue.stop();
});
