import { eq } from "drizzle-orm";
import { hosts } from "#drizzle/containers";
import type { Database } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";

export type Host = { id: string; hubId: string; identifier: string };

/** The Docker host this worker serves, by its identifier; null before the first start made it. */
export async function findHost(db: Database, identifier: string): Promise<Host | null> {
  const [row] = await db.select().from(hosts).where(eq(hosts.identifier, identifier));
  return row ?? null;
}

/** Writes that the host does not answer, and tells the open tabs only when that is new. */
export async function noteUnreachable(db: Database, host: Host, error: string): Promise<void> {
  const [before] = await db.select().from(hosts).where(eq(hosts.id, host.id));
  await db
    .update(hosts)
    .set({ state: "unreachable", error, updated: new Date() })
    .where(eq(hosts.id, host.id));
  if (before?.state !== "unreachable" || before.error !== error)
    await announce(db, host.hubId, { type: "host", id: host.id });
}
