import { eq } from "drizzle-orm";
import { hosts } from "#drizzle/containers";
import { hubs } from "#drizzle/hubs";
import type { Actor } from "#lib/backups/types";
import type { Database, Transaction } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";
import { changeSettings, type HubSettingsInput, hubSettings } from "#lib/hubs/hub-settings";
import type { HubSettings } from "#lib/hubs/types";

/** All settings of a hub, with the default for each that nobody has changed. */
export async function readHubSettings(
  db: Database | Transaction,
  hubId: string,
): Promise<HubSettings> {
  const [hub] = await db.select({ changed: hubs.settings }).from(hubs).where(eq(hubs.id, hubId));
  return hubSettings(hub?.changed ?? {});
}

/** Changes what the input names and writes it down in the audit trail. Answers all settings. */
export async function setHubSettings(
  db: Database,
  hubId: string,
  input: HubSettingsInput,
  actor: Actor,
): Promise<HubSettings> {
  return db.transaction(async (tx) => {
    const [hub] = await tx
      .select({ name: hubs.name, changed: hubs.settings })
      .from(hubs)
      .where(eq(hubs.id, hubId))
      .for("update");
    const settings = changeSettings(hub?.changed ?? {}, input);
    await tx.update(hubs).set({ settings, updated: new Date() }).where(eq(hubs.id, hubId));
    // A shorter time for what is gone leaves people as long to react as a break in the watch does.
    if (input.gone_grace_seconds !== undefined)
      await tx.update(hosts).set({ watchedSince: new Date() }).where(eq(hosts.hubId, hubId));
    await recordActivity(tx, {
      hubId,
      actor,
      event: "hub.update",
      subject: hub?.name,
      details: input,
    });
    await announce(tx, hubId, { type: "hub" });
    return hubSettings(settings);
  });
}
