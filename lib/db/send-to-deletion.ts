import { and, eq, inArray, notExists, type SQL, sql } from "drizzle-orm";
import { jobs } from "#drizzle/activity";
import { backups, restores } from "#drizzle/backups";
import type { Transaction } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";

type Doomed = Pick<
  typeof backups.$inferSelect,
  "id" | "hubId" | "containerId" | "instanceName" | "created"
>;

/**
 * Moves those of the backups to `deleting` that neither run nor are read by a restore, and tells the
 * open tabs. The caller holds their rows locked, as does whoever queues a restore: neither can begin
 * behind the other's back.
 *
 * @returns those that were moved
 */
export async function sendToDeletion(tx: Transaction, which: SQL | undefined): Promise<Doomed[]> {
  const now = new Date();
  const rows = await tx
    .update(backups)
    .set({
      state: "deleting",
      stateChanged: now,
      updated: now,
      // What is said from here on is why the delete failed, not why the backup did.
      errorCode: null,
      errorMessage: null,
      deleteDue: now,
      deleteTries: 0,
      verifyRequested: null,
    })
    .where(
      and(
        which,
        inArray(backups.state, ["live", "failed", "cancelled", "missing"]),
        notExists(
          tx
            .select({ one: sql`1` })
            .from(restores)
            .where(
              and(
                eq(restores.backupId, backups.id),
                inArray(restores.state, ["queued", "running"]),
              ),
            ),
        ),
      ),
    )
    .returning({
      id: backups.id,
      hubId: backups.hubId,
      containerId: backups.containerId,
      instanceName: backups.instanceName,
      created: backups.created,
    });
  await forgetChecks(
    tx,
    rows.map(({ id }) => id),
  );
  for (const { id, hubId, containerId } of rows)
    await announce(tx, hubId, { type: "backup", id, container_id: containerId, state: "deleting" });
  return rows;
}

/** Nobody has to wait for a check of what is on its way out. */
async function forgetChecks(tx: Transaction, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const now = new Date();
  const words = "The backup was deleted before it was checked.";
  await tx
    .update(jobs)
    .set({ state: "error", error: words, completed: now, updated: now })
    .where(
      and(
        inArray(jobs.backupId, ids),
        eq(jobs.action, "verify"),
        inArray(jobs.state, ["queued", "running"]),
      ),
    );
}
