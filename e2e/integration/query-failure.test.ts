import { format, inspect } from "node:util";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { users } from "#drizzle/hubs";
import { integrations } from "#drizzle/integrations";
import { type SeededHub, seedHub } from "#e2e/fixtures/seed";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import { answerError } from "#lib/api/answer";
import { type Database, openDatabase } from "#lib/db/client";
import { insertIntegration } from "#lib/db/integration-record";
import { sealSecret } from "#lib/integrations/seal";

const secretKey = Buffer.alloc(32, 7);
const id = uuidv7();
const sealed = sealSecret("K001applicationKey", secretKey, id);
const written = {
  name: "Store",
  identifier: "store",
  settings: { vendor: "folder", path: "/srv", prefix: "" } as const,
  sealedSecret: sealed,
};
const actor = { id: null, name: "Test" };

let database: { url: string; drop(): Promise<void> };
let db: Database;
let close: () => Promise<void>;
let hub: SeededHub;

beforeAll(async () => {
  database = await createDatabase(readServices().postgresUrl);
  ({ db, close } = openDatabase(database.url, { max: 2 }));
  hub = await seedHub(db);
});

afterAll(async () => {
  await close();
  await database.drop();
});

/** What the log and every way of printing an error show of it. */
async function shown(failing: Promise<unknown>): Promise<string> {
  const lines: string[] = [];
  const spy = vi.spyOn(console, "error").mockImplementation((...args) => {
    lines.push(format(...args));
  });
  const error: unknown = await failing.then(
    () => expect.unreachable("it did not fail"),
    (reason: unknown) => reason,
  );
  const answer = await answerError(error).text();
  spy.mockRestore();
  expect(lines.join()).toContain("api: QueryFailure");
  const inside = inspect(error, { showHidden: true, depth: 20, customInspect: false });
  return [...lines, answer, inside, JSON.stringify(error), String(error)].join("\n");
}

test("an error of the database shows the statement and its cause, and no value", async () => {
  const where = { hubId: hub.hubId, id };
  const text = await shown(insertIntegration(db, { ...where, hubId: uuidv7() }, written, actor));
  expect(text).toContain('insert into "integrations"');
  expect(text).toContain("integrations_hub_id_hubs_id_fk");
  expect(text).toContain("23503");
  expect(text).not.toContain(sealed);
});

test("nor does one that PostgreSQL explains with the whole row", async () => {
  await insertIntegration(db, { hubId: hub.hubId, id }, written, actor);
  const nameless = db
    .update(integrations)
    .set({ name: null as unknown as string })
    .where(eq(integrations.id, id));
  const text = await shown(nameless);
  expect(text).toContain("23502");
  expect(text).not.toContain(sealed);
});

test("nor one in a transaction, or of a person's account", async () => {
  const passwordHash = "$argon2id$v=19$secret";
  const person = { id: uuidv7(), email: "ada@example.com", name: "Ada", passwordHash };
  const twice = db.transaction(async (tx) => {
    await tx.insert(users).values(person);
    await tx.insert(users).values({ ...person, id: uuidv7() });
  });
  const text = await shown(twice);
  expect(text).toContain("users_email");
  expect(text).not.toContain(passwordHash);
  expect(text).not.toContain(person.email);
});

test("an identifier that is taken is still told from other errors", async () => {
  const again = insertIntegration(db, { hubId: hub.hubId, id: uuidv7() }, written, actor);
  await expect(again).rejects.toMatchObject({ name: "Refusal", code: "duplicate" });
});
