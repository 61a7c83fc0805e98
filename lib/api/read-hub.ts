import { and, asc, eq } from "drizzle-orm";
import { activity } from "#drizzle/activity";
import { hosts } from "#drizzle/containers";
import type { HostDto } from "#lib/api/container-dto";
import { encodeCursor } from "#lib/api/cursor";
import type { ActivityDto } from "#lib/api/hub-dto";
import { keyset } from "#lib/api/keyset";
import type { Page } from "#lib/api/params";
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

/** One page of the hub's audit trail, newest first. */
export async function readActivity(
  db: Database,
  hubId: string,
  page: Page,
): Promise<{ data: ActivityDto[]; next_cursor: string | null }> {
  const { after, order } = keyset(activity, page);
  const rows = await db
    .select()
    .from(activity)
    .where(and(eq(activity.hubId, hubId), after))
    .orderBy(...order)
    .limit(page.limit + 1)
    .offset(page.offset);
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    data: shown.map((row) => ({
      id: row.id,
      hub_id: row.hubId,
      event: row.event,
      actor: { id: row.actorId, name: row.actor },
      container_id: row.containerId,
      backup_id: row.backupId,
      subject: row.subject,
      details: row.details,
      time: row.created.toISOString(),
    })),
    next_cursor: last ? encodeCursor(last) : null,
  };
}
