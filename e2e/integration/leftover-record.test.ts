import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backups } from "#drizzle/backups";
import { type SeededHub, seedContainer, seedHub, seedIntegration } from "#e2e/fixtures/seed";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import { type Database, openDatabase } from "#lib/db/client";
import { createLeftoverRecord } from "#lib/db/leftover-record";

/* What ended runs left behind is found again, also when their rows were deleted meanwhile (promises 5 and 6). */

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

test.each(["failed", "cancelled", "deleting", "deleted"] as const)(
  "the command of a %s backup that could not be ended is ended later",
  async (state) => {
    const integrationId = await seedIntegration(db, hub, {
      vendor: "folder",
      path: "/none",
      prefix: "",
    });
    const { containerId, instanceIds } = await seedContainer(db, hub, {
      integrationId,
      instances: 1,
    });
    const id = uuidv7();
    await db.insert(backups).values({
      id,
      ...hub,
      containerId,
      instanceId: instanceIds[0] ?? "",
      instanceName: "db-1",
      integrationId,
      state,
      trigger: "manual",
      command: "true",
      timeoutSeconds: 60,
      dockerId: "d1",
      path: "holdfast/a.backup",
      leftovers: "Its command may still run.",
    });
    const record = createLeftoverRecord(db, async () => undefined);
    const ownTraces = state === "failed" || state === "cancelled";
    const [left] = (await record.leftovers(hub.hostId)).filter((one) => one.id === id);
    // Whoever deletes a row sees to its object.
    expect(left).toMatchObject({ dockerId: "d1", path: ownTraces ? "holdfast/a.backup" : null });
    if (!left) throw new Error("not found");
    await record.leftoversRemoved(left);
    const [row] = await db.select().from(backups).where(eq(backups.id, id));
    const path = ownTraces ? null : "holdfast/a.backup";
    expect(row).toMatchObject({ state, leftovers: null, path });
    expect(await record.leftovers(hub.hostId)).toEqual([]);
  },
);
