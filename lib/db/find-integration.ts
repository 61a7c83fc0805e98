import { eq } from "drizzle-orm";
import { integrations } from "#drizzle/integrations";
import type { Database } from "#lib/db/client";
import type { IntegrationRow } from "#lib/integrations/ports";

/** One integration with its sealed secret, deleted or not: a backup in it may still be there. */
export async function findIntegration(db: Database, id: string): Promise<IntegrationRow | null> {
  const [row] = await db.select().from(integrations).where(eq(integrations.id, id));
  return row ?? null;
}
