import { eq } from "drizzle-orm";
import { integrations } from "#drizzle/integrations";
import type { Database } from "#lib/db/client";
import { samePlace } from "#lib/integrations/same-place";

/**
 * The ids of the hub's integrations that lead to the same bucket or folder as this one, itself included:
 * an object that is a backup's of one is no unknown object to another, or it would get two rows, and
 * whoever deletes one of them would take the other's bytes.
 */
export async function integrationsOfBucket(
  db: Pick<Database, "select">,
  { hubId, integrationId }: { hubId: string; integrationId: string },
): Promise<string[]> {
  const rows = await db
    .select({ id: integrations.id, settings: integrations.settings })
    .from(integrations)
    .where(eq(integrations.hubId, hubId));
  const own = rows.find(({ id }) => id === integrationId);
  if (!own) return [integrationId];
  return rows.filter(({ settings }) => samePlace(settings, own.settings)).map(({ id }) => id);
}
