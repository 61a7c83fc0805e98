import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { backups } from "#drizzle/backups";
import { bytes } from "#drizzle/columns";

/**
 * How many backups there are and what they hold, by container, integration and state, as a sum of rows:
 * triggers on `backups` add one for each change in the transaction that makes it, so that the sums of a
 * hundred thousand backups need not be counted for each look at them. Rows are only added, so that no
 * two changes wait for each other; lib/db/fold-tallies.ts makes one of many. Deleted backups are in none.
 */
export const backupTallies = pgTable(
  "backup_tallies",
  {
    hubId: uuid("hub_id").notNull(),
    containerId: uuid("container_id").notNull(),
    integrationId: uuid("integration_id").notNull(),
    state: text("state").$type<typeof backups.$inferSelect.state>().notNull(),
    count: integer("count").notNull(),
    size: bytes("size").notNull(),
  },
  (t) => [index("backup_tallies_hub").on(t.hubId, t.containerId)],
);
