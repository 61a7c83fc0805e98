import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { backups, restores } from "#drizzle/backups";
import type { LeftoverRecord } from "#lib/backups/ports";
import type { Database } from "#lib/db/client";
import type { Enqueue } from "#lib/db/enqueue";
import { finishBackup } from "#lib/db/finish-run";
import { announce } from "#lib/db/live-channel";
import { livePatch } from "#lib/db/live-patch";

/** How many are looked at in one sweep; drawn by lot, so that those that stay hold no other back. */
const mostAtOnce = 50;
const byLot = sql`random()`;

const settled = ["failed", "cancelled"] as const;
/** Whoever deletes a row sees to the bucket; a command that may still run is ended from here all the same. */
const leaving = ["deleting", "deleted"] as const;

/** The record of leftovers on PostgreSQL. */
export function createLeftoverRecord(db: Database, enqueue: Enqueue): LeftoverRecord {
  return {
    async leftovers(hostId) {
      return [...(await ofBackups(db, hostId)), ...(await ofRestores(db, hostId))];
    },

    async leftoversRemoved(run) {
      const removed = { leftovers: null, updated: new Date() };
      if (run.kind === "backup") {
        const [row] = await db
          .update(backups)
          .set({
            ...removed,
            path: sql`case when ${backups.state} in ('failed', 'cancelled') then null else ${backups.path} end`,
          })
          .where(and(eq(backups.id, run.id), inArray(backups.state, [...settled, ...leaving])))
          .returning({ state: backups.state });
        if (!row) return;
        const { id, containerId: container_id } = run;
        await announce(db, run.hubId, { type: "backup", id, container_id, state: row.state });
        return;
      }
      const [row] = await db
        .update(restores)
        .set(removed)
        .where(eq(restores.id, run.id))
        .returning({ state: restores.state });
      if (!row) return;
      const { id, backupId: backup_id, containerId: container_id } = run;
      const about = { id, backup_id, container_id, state: row.state };
      await announce(db, run.hubId, { type: "restore", ...about });
    },

    backupRevived: (run, live) =>
      db.transaction((tx) => finishBackup(tx, enqueue, run, livePatch(live), "failed")),
  };
}

async function ofBackups(db: Database, hostId: string) {
  const rows = await db
    .select({
      id: backups.id,
      hubId: backups.hubId,
      containerId: backups.containerId,
      integrationId: backups.integrationId,
      dockerId: backups.dockerId,
      path: backups.path,
      state: backups.state,
      errorCode: backups.errorCode,
    })
    .from(backups)
    .where(
      and(
        eq(backups.hostId, hostId),
        isNotNull(backups.leftovers),
        inArray(backups.state, [...settled, ...leaving]),
      ),
    )
    .orderBy(byLot)
    .limit(mostAtOnce);
  return rows.map(({ errorCode, state, ...row }) => ({
    ...row,
    kind: "backup" as const,
    backupId: row.id,
    path: state === "failed" || state === "cancelled" ? row.path : null,
    lostWorker: errorCode === "worker-stopped",
  }));
}

async function ofRestores(db: Database, hostId: string) {
  const rows = await db
    .select({
      id: restores.id,
      hubId: restores.hubId,
      backupId: restores.backupId,
      containerId: restores.containerId,
      integrationId: backups.integrationId,
      dockerId: restores.dockerId,
    })
    .from(restores)
    .innerJoin(backups, eq(backups.id, restores.backupId))
    .where(and(eq(restores.hostId, hostId), isNotNull(restores.leftovers)))
    .orderBy(byLot)
    .limit(mostAtOnce);
  return rows.map((row) => ({ ...row, kind: "restore" as const, path: null, lostWorker: false }));
}
