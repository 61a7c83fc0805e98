import { and, eq, gte, isNull, lt, not, or, type SQL, sql } from "drizzle-orm";
import { activity } from "#drizzle/activity";
import { backups } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import type { ActivityFilter } from "#lib/api/activity-query";
import { encodeCursor } from "#lib/api/cursor";
import type { ActivityDto } from "#lib/api/hub-dto";
import { keyset } from "#lib/api/keyset";
import type { Page } from "#lib/api/params";
import type { Database } from "#lib/db/client";
import { type ActivityKind, beginningsOf } from "#lib/hubs/activity-kinds";

/** One page of the hub's audit trail that the filters let through, newest first. */
export async function readActivity(
  db: Database,
  hubId: string,
  page: Page & ActivityFilter,
): Promise<{ data: ActivityDto[]; next_cursor: string | null }> {
  const { after, order } = keyset(activity, page);
  const rows = await db
    .select({
      row: activity,
      containerName: containers.identifier,
      containerDeleted: containers.deleted,
      instance: backups.instanceName,
    })
    .from(activity)
    .leftJoin(containers, eq(containers.id, activity.containerId))
    .leftJoin(backups, eq(backups.id, activity.backupId))
    .where(and(...filters(hubId, page), after))
    .orderBy(...order)
    .limit(page.limit + 1)
    .offset(page.offset);
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1)?.row : undefined;
  return {
    data: shown.map(({ row, containerName, containerDeleted, instance }) => ({
      id: row.id,
      hub_id: row.hubId,
      event: row.event,
      actor: { id: row.actorId, name: row.actor },
      container_id: row.containerId,
      container:
        row.containerId === null || containerName === null
          ? null
          : { identifier: containerName, deleted: containerDeleted !== null },
      backup_id: row.backupId,
      instance,
      subject: row.subject,
      details: row.details,
      time: row.created.toISOString(),
    })),
    next_cursor: last ? encodeCursor(last) : null,
  };
}

function filters(
  hubId: string,
  { kind, actor, container, from, to }: ActivityFilter,
): (SQL | undefined)[] {
  return [
    eq(activity.hubId, hubId),
    kind && ofKind(kind),
    actor === "holdfast" ? isNull(activity.actorId) : undefined,
    actor === undefined || actor === "holdfast" ? undefined : eq(activity.actorId, actor),
    container === undefined ? undefined : eq(activity.containerId, container),
    from && gte(activity.created, from),
    to && lt(activity.created, to),
  ];
}

function ofKind(kind: ActivityKind): SQL | undefined {
  const begins = (list: string[]) =>
    or(...list.map((beginning) => sql`starts_with(${activity.event}, ${beginning})`));
  const { any, none } = beginningsOf(kind);
  const others = begins(none);
  return and(begins(any), others && not(others));
}
