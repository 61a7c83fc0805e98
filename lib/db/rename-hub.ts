import { eq } from "drizzle-orm";
import { hubs } from "#drizzle/hubs";
import type { Actor } from "#lib/backups/types";
import type { Database } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";

/** Gives the hub another name, and writes down both. The name it has changes nothing. */
export async function renameHub(
  db: Database,
  hubId: string,
  name: string,
  actor: Actor,
): Promise<void> {
  await db.transaction(async (tx) => {
    const here = eq(hubs.id, hubId);
    const [hub] = await tx.select({ name: hubs.name }).from(hubs).where(here).for("update");
    if (!hub || hub.name === name) return;
    await tx.update(hubs).set({ name, updated: new Date() }).where(here);
    await recordActivity(tx, {
      hubId,
      actor,
      event: "hub.rename",
      subject: name,
      details: { before: hub.name },
    });
    await announce(tx, hubId, { type: "hub" });
  });
}
