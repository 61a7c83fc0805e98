import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { hosts } from "#drizzle/containers";
import { hubs } from "#drizzle/hubs";
import { integrations } from "#drizzle/integrations";
import type { Database, Transaction } from "#lib/db/client";
import { markFolder } from "#lib/storage/folder-mark";
import { verifyStore } from "#lib/storage/verify-store";

/**
 * On the first start makes the hub, its Docker host and a Local folder integration under the data
 * folder, so that the first backup needs no account. All or nothing, and never again: an integration
 * that somebody deleted does not come back.
 *
 * @returns true when they were made now
 */
export async function ensureFirstRows(db: Database, dataFolder: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('holdfast first rows'))`);
    if (await hasHub(tx)) return false;
    const hubId = uuidv7();
    const path = join(dataFolder, "backups");
    await mkdir(path, { recursive: true, mode: 0o700 });
    await tx.insert(hubs).values({ id: hubId, name: "My hub" });
    await tx.insert(hosts).values({ id: uuidv7(), hubId, identifier: "local" });
    await tx.insert(integrations).values({
      id: uuidv7(),
      hubId,
      identifier: "local-folder",
      name: "Local folder",
      vendor: "folder",
      ...(await tryFolder(path)),
    });
    return true;
  });
}

/** As adding it by hand does: tried with real calls, and marked so that it is known again. */
async function tryFolder(path: string) {
  const settings = { vendor: "folder" as const, path, prefix: "" };
  const result = await verifyStore(settings, null);
  if (!result.ok)
    return { settings, state: "failed" as const, error: `${result.message} ${result.next}` };
  const mark = await markFolder(path);
  return { settings: { ...settings, mark }, state: "live" as const, verified: new Date() };
}

/** Whether Holdfast has worked on this database before. */
export async function hasHub(db: Database | Transaction): Promise<boolean> {
  const [hub] = await db.select({ id: hubs.id }).from(hubs).limit(1);
  return hub !== undefined;
}
