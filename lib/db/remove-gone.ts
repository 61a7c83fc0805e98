import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers, type hosts } from "#drizzle/containers";
import { goneRemoval } from "#lib/containers/gone-removal";
import type { Transaction } from "#lib/db/client";
import { readHubSettings } from "#lib/db/hub-settings-record";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";

const atOnce = 1000;

/**
 * Begins the removal of what has been gone for the grace period, right after a look that did not see
 * it, in that look's transaction. One without backups and config leaves nothing to remove.
 *
 * @returns whether a removal has begun, and when the next one is due if nothing changes
 */
export async function removeGone(
  tx: Transaction,
  host: typeof hosts.$inferSelect,
  now: Date,
): Promise<{ begun: boolean; nextDue: Date | null }> {
  const { gone_grace_seconds } = await readHubSettings(tx, host.hubId);
  const rows = await tx
    .select()
    .from(containers)
    .where(
      and(
        eq(containers.hostId, host.id),
        eq(containers.state, "gone"),
        eq(containers.keepBackups, false),
        isNull(containers.deleteRequested),
        isNull(containers.deleted),
      ),
    );
  const due: typeof rows = [];
  let nextDue: Date | null = null;
  for (const row of rows) {
    const removal = goneRemoval(row, host, gone_grace_seconds);
    if (removal.state !== "counting") continue;
    if (removal.due <= now) due.push(row);
    else if (!nextDue || removal.due < nextDue) nextDue = removal.due;
  }
  let begun = false;
  for (let at = 0; at < due.length; at += atOnce) {
    const some = due.slice(at, at + atOnce);
    const ids = some.map(({ id }) => id);
    const forgotten = new Set(await forgetEmpty(tx, ids, now));
    for (const row of some.filter(({ id }) => !forgotten.has(id))) {
      await beginRemoval(tx, row, gone_grace_seconds, now);
      begun = true;
    }
  }
  return { begun, nextDue };
}

async function forgetEmpty(tx: Transaction, ids: string[], now: Date): Promise<string[]> {
  const rows = await tx
    .update(containers)
    .set({ deleted: now, updated: now })
    .where(
      and(
        inArray(containers.id, ids),
        sql`not exists (select 1 from ${backupConfigs} k where k.container_id = ${containers}.id)`,
        sql`not exists (select 1 from ${backups} b where b.container_id = ${containers}.id and b.state <> 'deleted')`,
      ),
    )
    .returning({ id: containers.id });
  return rows.map(({ id }) => id);
}

/** Compare-and-set: a person who keeps the backups, or deletes the container, at this moment was first. */
async function beginRemoval(
  tx: Transaction,
  row: typeof containers.$inferSelect,
  graceSeconds: number,
  now: Date,
): Promise<void> {
  const [begun] = await tx
    .update(containers)
    .set({
      deleteRequested: now,
      deletePlan: { jobId: null, engineId: row.engineId, dockerIds: [], volumes: [], left: [] },
      dockerRemoved: now,
      deleteError: null,
      deleteTries: 0,
      deleteDue: null,
      updated: now,
    })
    .where(
      and(
        eq(containers.id, row.id),
        eq(containers.keepBackups, false),
        isNull(containers.deleteRequested),
      ),
    )
    .returning({ id: containers.id });
  if (!begun) return;
  const left = await tx.$count(
    backups,
    and(eq(backups.containerId, row.id), sql`${backups.state} <> 'deleted'`),
  );
  await recordActivity(tx, {
    hubId: row.hubId,
    actor: { id: null, name: "Holdfast" },
    event: "container.task.delete",
    containerId: row.id,
    subject: row.identifier,
    details: {
      reason: "It was removed from Docker and did not come back within the grace period.",
      gone_since: row.goneSince?.toISOString() ?? null,
      grace_seconds: graceSeconds,
      backups: left,
    },
  });
  await announce(tx, row.hubId, { type: "container", id: row.id });
}
