import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import { containers, hosts } from "#drizzle/containers";
import type { ContainerSummaryDto } from "#lib/api/container-dto";
import { goneRemoval } from "#lib/containers/gone-removal";
import type { Database } from "#lib/db/client";
import { readHubSettings } from "#lib/db/hub-settings-record";

export type Leaving = Pick<ContainerSummaryDto, "state" | "gone" | "deletion">;

/** What of a container's row says whether it is there, gone, or on its way out. */
export const leavingColumns = {
  id: containers.id,
  hostId: containers.hostId,
  state: containers.state,
  goneSince: containers.goneSince,
  goneFromMs: containers.goneFromMs,
  engineId: containers.engineId,
  keepBackups: containers.keepBackups,
  deleteRequested: containers.deleteRequested,
  deletePlan: containers.deletePlan,
  deleteError: containers.deleteError,
  dockerRemoved: containers.dockerRemoved,
};

/** That a container is there, in the state that Docker says. */
export const staying = (state: Leaving["state"]["current"]): Leaving => ({
  state: { current: state },
  gone: null,
  deletion: null,
});

type LeavingRow = Pick<typeof containers.$inferSelect, keyof typeof leavingColumns>;

/** Reads what is needed to say of each of the hub's containers whether it is there, gone, or on its way out. */
export async function readLeaving(
  db: Database,
  hubId: string,
): Promise<(row: LeavingRow) => Leaving> {
  const [places, settings, remains] = await Promise.all([
    db.select().from(hosts).where(eq(hosts.hubId, hubId)),
    readHubSettings(db, hubId),
    readRemains(db, hubId),
  ]);
  const host = new Map(places.map((place) => [place.id, place]));
  return (row) => {
    const { deleteRequested } = row;
    if (deleteRequested) {
      const deletion = describeDeletion(row, deleteRequested, remains.get(row.id));
      return { state: { current: "deleting" }, gone: null, deletion };
    }
    const place = host.get(row.hostId);
    if (row.state !== "gone" || !row.goneSince || !place) return staying(row.state);
    const removal = goneRemoval(row, place, settings.gone_grace_seconds);
    const due = removal.state === "counting" ? removal.due.toISOString() : null;
    const gone = { since: row.goneSince.toISOString(), backups: removal.state, due };
    return { state: { current: "gone" }, gone, deletion: null };
  };
}

/** The same of all of the hub's that are gone or on their way out, by id: most often few. */
export async function readAllLeaving(db: Database, hubId: string): Promise<Map<string, Leaving>> {
  const [leaving, rows] = await Promise.all([
    readLeaving(db, hubId),
    db
      .select(leavingColumns)
      .from(containers)
      .where(
        and(
          eq(containers.hubId, hubId),
          isNull(containers.deleted),
          or(eq(containers.state, "gone"), isNotNull(containers.deleteRequested)),
        ),
      ),
  ]);
  return new Map(rows.map((row) => [row.id, leaving(row)]));
}

function describeDeletion(
  row: LeavingRow,
  requested: Date,
  remains: Remains | undefined,
): NonNullable<Leaving["deletion"]> {
  return {
    requested: requested.toISOString(),
    asked: row.deletePlan?.jobId !== null,
    left: remains?.count ?? 0,
    error: row.deleteError ?? remains?.error ?? null,
    came_back: row.dockerRemoved !== null && row.state !== "gone",
    volumes_left: row.deletePlan?.left ?? [],
  };
}

type Remains = { count: number; error: string | null };

/** Of each container that is being deleted: how many backups it has yet, and why one of them does not go. */
async function readRemains(db: Database, hubId: string): Promise<Map<string, Remains>> {
  const rows = await db.execute<{ id: string } & Remains>(sql`
    select c.id, count(b.id)::int as count,
      max(b.error_message) filter (where b.state = 'deleting') as error
    from ${containers} c
      join ${backups} b on b.hub_id = c.hub_id and b.container_id = c.id and b.state <> 'deleted'
    where c.hub_id = ${hubId} and c.delete_requested is not null and c.deleted is null
    group by c.id`);
  return new Map(rows.map((row) => [row.id, row]));
}
