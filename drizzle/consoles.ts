import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { created, moment } from "#drizzle/columns";
import { containers, instances } from "#drizzle/containers";
import { hubs } from "#drizzle/hubs";

/** Consoles that are open, or whose processes could not be ended yet. The activity tells of all. */
export const consoles = pgTable(
  "consoles",
  {
    id: uuid("id").primaryKey(),
    hubId: uuid("hub_id")
      .notNull()
      .references(() => hubs.id),
    containerId: uuid("container_id")
      .notNull()
      .references(() => containers.id),
    instanceId: uuid("instance_id")
      .notNull()
      .references(() => instances.id),
    /** As it was called at the time. */
    instanceName: text("instance_name").notNull(),
    dockerId: text("docker_id").notNull(),
    actorId: uuid("actor_id"),
    actor: text("actor").notNull(),
    /** Null until the shell runs. */
    shell: text("shell"),
    created,
    opened: moment("opened"),
    ended: moment("ended"),
  },
  (t) => [index("consoles_hub").on(t.hubId)],
);
