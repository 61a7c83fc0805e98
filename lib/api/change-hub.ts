import { eq } from "drizzle-orm";
import { hubs } from "#drizzle/hubs";
import type { HubDto } from "#lib/api/hub-dto";
import type { Actor } from "#lib/backups/types";
import type { Database } from "#lib/db/client";
import { renameHub } from "#lib/db/rename-hub";
import { Refusal } from "#lib/hubs/refusal";

/** The hub itself. */
export async function readHub(db: Database, hubId: string): Promise<HubDto> {
  const [hub] = await db.select().from(hubs).where(eq(hubs.id, hubId));
  if (!hub) throw new Refusal("not-found", "The hub is not there.", { subject: "hub" });
  return { id: hub.id, name: hub.name, created: hub.created.toISOString() };
}

/** Renames the hub and answers it as it now is. */
export async function changeHub(
  db: Database,
  hubId: string,
  { name }: { name: string },
  actor: Actor,
): Promise<HubDto> {
  await renameHub(db, hubId, name, actor);
  return readHub(db, hubId);
}
