import { asc, eq } from "drizzle-orm";
import { hosts } from "#drizzle/containers";
import type { HostDto } from "#lib/api/container-dto";
import { timeOrNever } from "#lib/api/times";
import type { Database } from "#lib/db/client";

/** The hub's Docker hosts and whether they answer. */
export async function readHosts(db: Database, hubId: string): Promise<HostDto[]> {
  const rows = await db
    .select()
    .from(hosts)
    .where(eq(hosts.hubId, hubId))
    .orderBy(asc(hosts.identifier));
  return rows.map((row) => ({
    id: row.id,
    identifier: row.identifier,
    state: row.state,
    error: row.error,
    engine_version: row.engineVersion,
    last_seen: timeOrNever(row.lastSeen),
  }));
}
