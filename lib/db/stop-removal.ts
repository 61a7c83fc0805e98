import { eq } from "drizzle-orm";
import { containers } from "#drizzle/containers";
import type { Transaction } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";

type Row = typeof containers.$inferSelect;

/** What says of a container that it is not on its way out. */
export const notLeaving = {
  deleteRequested: null,
  deleteVolumes: false,
  deletePlan: null,
  deleteError: null,
  deleteTries: 0,
  deleteDue: null,
  dockerRemoved: null,
};

/** Whether it is being removed because it was gone for too long, and not by a person's word. */
export function isRemovalOfGone(row: Pick<Row, "deleteRequested" | "deletePlan">): boolean {
  return row.deleteRequested !== null && row.deletePlan?.jobId === null;
}

/** Ends the removal of a container that has come back or whose backups are to stay after all: what is left of them stays. */
export async function stopRemoval(
  tx: Transaction,
  row: Pick<Row, "id" | "hubId" | "identifier">,
  actor = { id: null as string | null, name: "Holdfast" },
): Promise<void> {
  await tx
    .update(containers)
    .set({ ...notLeaving, updated: new Date() })
    .where(eq(containers.id, row.id));
  await recordActivity(tx, {
    hubId: row.hubId,
    actor,
    event: "container.task.delete.stop",
    containerId: row.id,
    subject: row.identifier,
  });
  await announce(tx, row.hubId, { type: "container", id: row.id });
}
