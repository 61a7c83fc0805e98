import { eq } from "drizzle-orm";
import { backupConfigs, type backups } from "#drizzle/backups";
import { instances } from "#drizzle/containers";
import { integrations } from "#drizzle/integrations";
import { type ObjectPlace, restoreByHand } from "#lib/backups/restore-by-hand";
import type { Database } from "#lib/db/client";
import { backblazeEndpoint } from "#lib/integrations/backblaze-endpoint";
import type { IntegrationSettings } from "#lib/integrations/types";

type Row = Pick<
  typeof backups.$inferSelect,
  "containerId" | "instanceId" | "instanceName" | "integrationId" | "path" | "compression" | "state"
>;

/** How a live backup is restored without Holdfast, or null where none is or no restore command is set. */
export async function readByHand(db: Database, row: Row): Promise<string | null> {
  if (row.state !== "live" || !row.path) return null;
  const [[config], [instance], [integration]] = await Promise.all([
    db
      .select({ command: backupConfigs.restoreCommand })
      .from(backupConfigs)
      .where(eq(backupConfigs.containerId, row.containerId)),
    db.select({ name: instances.name }).from(instances).where(eq(instances.id, row.instanceId)),
    db
      .select({ settings: integrations.settings })
      .from(integrations)
      .where(eq(integrations.id, row.integrationId)),
  ]);
  if (!config?.command || !integration) return null;
  return restoreByHand({
    place: placeOf(integration.settings),
    key: row.path,
    compression: row.compression ?? "none",
    instanceName: instance?.name ?? row.instanceName,
    restoreCommand: config.command,
  });
}

function placeOf(settings: IntegrationSettings): ObjectPlace {
  if (settings.vendor === "folder") return { kind: "folder", path: settings.path };
  const { bucket, region } = settings;
  const endpoint =
    settings.endpoint ?? (settings.vendor === "backblaze-b2" ? backblazeEndpoint(region) : null);
  return { kind: "s3", bucket, region, endpoint };
}
