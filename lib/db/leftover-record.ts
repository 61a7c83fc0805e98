import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { backups } from "#drizzle/schema";
import type { LeftoverRecord } from "#lib/backups/ports";
import type { Database } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";

/** The record of leftovers on PostgreSQL. */
export function createLeftoverRecord(db: Database): LeftoverRecord {
  return {
    async leftovers(hostId) {
      const rows = await db
        .select({ id: backups.id, integrationId: backups.integrationId, path: backups.path })
        .from(backups)
        .where(
          and(
            eq(backups.hostId, hostId),
            isNotNull(backups.leftovers),
            inArray(backups.state, ["failed", "cancelled"]),
          ),
        )
        .limit(50);
      return rows.flatMap(({ path, ...row }) => (path ? [{ ...row, path }] : []));
    },

    async leftoversRemoved(backupId) {
      const [row] = await db
        .update(backups)
        .set({ path: null, leftovers: null, updated: new Date() })
        .where(and(eq(backups.id, backupId), inArray(backups.state, ["failed", "cancelled"])))
        .returning({
          hubId: backups.hubId,
          containerId: backups.containerId,
          state: backups.state,
        });
      if (!row) return;
      await announce(db, row.hubId, {
        type: "backup",
        id: backupId,
        container_id: row.containerId,
        state: row.state,
      });
    },
  };
}
