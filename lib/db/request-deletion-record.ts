import { and, eq, isNull, sql } from "drizzle-orm";
import { jobs } from "#drizzle/activity";
import { backups } from "#drizzle/backups";
import { containers, hosts } from "#drizzle/containers";
import type { DeletionRequestRecord } from "#lib/containers/deletion-ports";
import type { Database } from "#lib/db/client";
import type { Enqueue } from "#lib/db/enqueue";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";
import { stopRuns } from "#lib/db/stop-runs";

/** The record as a request to delete a container sees it; `enqueue` joins its transaction. */
export function createDeletionRequestRecord(db: Database, enqueue: Enqueue): DeletionRequestRecord {
  return {
    async find(hubId, containerId) {
      const [row] = await db
        .select({
          id: containers.id,
          hubId: containers.hubId,
          hostId: containers.hostId,
          identifier: containers.identifier,
          name: containers.name,
          isGone: sql<boolean>`${containers.state} = 'gone'`,
          isOnItsEngine: sql<boolean>`${containers.engineId} is not distinct from ${hosts.engineId}`,
        })
        .from(containers)
        .innerJoin(hosts, eq(hosts.id, containers.hostId))
        .where(
          and(
            eq(containers.hubId, hubId),
            eq(containers.id, containerId),
            isNull(containers.deleted),
          ),
        );
      return row ?? null;
    },

    requestDeletion: ({ container, jobId, volumes, actor }) =>
      db.transaction(async (tx) => {
        const { id, hubId, hostId, identifier } = container;
        const now = new Date();
        const [row] = await tx
          .update(containers)
          .set({
            deleteRequested: now,
            deleteVolumes: volumes,
            deleteError: null,
            deleteTries: 0,
            deleteDue: null,
            dockerRemoved: null,
            updated: now,
          })
          .where(
            and(
              eq(containers.id, id),
              isNull(containers.deleteRequested),
              isNull(containers.deleted),
            ),
          )
          .returning({ state: containers.state, engineId: containers.engineId });
        if (!row) return false;
        const [host] = await tx
          .select({ engineId: hosts.engineId })
          .from(hosts)
          .where(eq(hosts.id, hostId));
        // Of one that is gone nothing runs anywhere that Holdfast knows of: its word is enough.
        const engineId = row.state === "gone" ? (host?.engineId ?? null) : row.engineId;
        await tx
          .update(containers)
          .set({ deletePlan: { jobId, engineId, dockerIds: null, volumes: [], left: [] } })
          .where(eq(containers.id, id));
        await tx.insert(jobs).values({
          id: jobId,
          hubId,
          queue: "containers",
          action: "delete-container",
          caption: `Delete ${container.name}`,
          state: "queued",
          creatorId: actor.id,
        });
        await stopRuns(tx, container, actor);
        const left = and(eq(backups.containerId, id), sql`${backups.state} <> 'deleted'`);
        await recordActivity(tx, {
          hubId,
          actor,
          event: "container.task.delete",
          containerId: id,
          subject: identifier,
          details: { backups: await tx.$count(backups, left), volumes },
        });
        await enqueue(tx, { id: jobId, hostId, action: "delete" });
        await announce(tx, hubId, { type: "container", id });
        return true;
      }),
  };
}
