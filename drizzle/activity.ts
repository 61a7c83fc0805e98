import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { created, moment, updated } from "#drizzle/columns";
import { hubs } from "#drizzle/hubs";

export const activity = pgTable(
  "activity",
  {
    id: uuid("id").primaryKey(),
    hubId: uuid("hub_id")
      .notNull()
      .references(() => hubs.id),
    actorId: uuid("actor_id"),
    /** The person's name at the time, or "Holdfast". */
    actor: text("actor").notNull(),
    event: text("event").notNull(),
    containerId: uuid("container_id"),
    backupId: uuid("backup_id"),
    subject: text("subject").notNull().default(""),
    details: jsonb("details").$type<Record<string, unknown>>().notNull().default({}),
    created,
  },
  (t) => [
    index("activity_list").on(t.hubId, t.created.desc(), t.id.desc()),
    index("activity_actor").on(t.hubId, t.actorId, t.created.desc(), t.id.desc()),
    index("activity_container").on(t.hubId, t.containerId, t.created.desc(), t.id.desc()),
  ],
);

/** One request for work, as `/v1/jobs` shows it; shares its id with the pg-boss job that wakes a worker. */
export const jobs = pgTable(
  "jobs",
  {
    id: uuid("id").primaryKey(),
    hubId: uuid("hub_id")
      .notNull()
      .references(() => hubs.id),
    queue: text("queue").notNull(),
    action: text("action").notNull(),
    caption: text("caption").notNull(),
    state: text("state", { enum: ["queued", "running", "completed", "error"] }).notNull(),
    error: text("error"),
    creatorId: uuid("creator_id"),
    backupId: uuid("backup_id"),
    restoreId: uuid("restore_id"),
    created,
    updated,
    started: moment("started"),
    completed: moment("completed"),
  },
  (t) => [index("jobs_backup").on(t.backupId), index("jobs_restore").on(t.restoreId)],
);
