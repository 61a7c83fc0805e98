import { and, eq, isNull } from "drizzle-orm";
import { containers, hosts } from "#drizzle/containers";
import type { Actor } from "#lib/backups/types";
import type { Database } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";
import { isRemovalOfGone, stopRemoval } from "#lib/db/stop-removal";
import { Refusal } from "#lib/hubs/refusal";

/**
 * Sets a person's word on whether the backups of a container stay when it is gone. Keeping ends a removal
 * that has begun by itself; letting them go gives the whole grace period again, on the Docker Engine as it
 * is now. Throws Refusal while a person has it deleted.
 */
export async function setKeepBackups(
  db: Database,
  where: { hubId: string; containerId: string },
  keepBackups: boolean,
  actor: Actor,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(containers)
      .where(
        and(
          eq(containers.hubId, where.hubId),
          eq(containers.id, where.containerId),
          isNull(containers.deleted),
        ),
      )
      .for("no key update");
    if (!row) return;
    if (row.deleteRequested) {
      if (!isRemovalOfGone(row) || !keepBackups)
        throw new Refusal("invalid-state", "This container is being deleted with all its backups.");
      await stopRemoval(tx, row, actor);
    }
    const again = row.state === "gone" && !keepBackups && (await countFromNow(row.hostId));
    await tx
      .update(containers)
      .set({ keepBackups, ...again, updated: new Date() })
      .where(eq(containers.id, row.id));
    await recordActivity(tx, {
      hubId: row.hubId,
      actor,
      event: "container.update",
      containerId: row.id,
      subject: row.identifier,
      details: { keep_backups: keepBackups },
    });
    await announce(tx, row.hubId, { type: "container", id: row.id });

    async function countFromNow(hostId: string) {
      const [host] = await tx
        .select({ engineId: hosts.engineId, goneFromMs: hosts.watchedMs })
        .from(hosts)
        .where(eq(hosts.id, hostId));
      return host;
    }
  });
}
