import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, created, moment, updated } from "#drizzle/columns";
import { hosts } from "#drizzle/containers";
import { hubs } from "#drizzle/hubs";
import type { IntegrationSettings } from "#lib/integrations/types";

export const integrations = pgTable(
  "integrations",
  {
    id: uuid("id").primaryKey(),
    hubId: uuid("hub_id")
      .notNull()
      .references(() => hubs.id),
    identifier: text("identifier").notNull(),
    name: text("name").notNull(),
    vendor: text("vendor", { enum: ["backblaze-b2", "s3", "folder"] }).notNull(),
    settings: jsonb("settings").$type<IntegrationSettings>().notNull(),
    /** AES-256-GCM under the install's secret key; null for a vendor without a secret. */
    sealedSecret: text("sealed_secret"),
    state: text("state", {
      enum: ["new", "verifying", "live", "failed", "deleting", "deleted"],
    }).notNull(),
    stateChanged: moment("state_changed").notNull().defaultNow(),
    error: text("error"),
    verified: moment("verified"),
    creatorId: uuid("creator_id"),
    created,
    updated,
    deleted: moment("deleted"),
  },
  (t) => [
    uniqueIndex("integrations_identifier")
      .on(t.hubId, t.identifier)
      .where(sql`${t.deleted} is null`),
  ],
);

/**
 * One comparison of a bucket with the catalogue; a rebuild, which compares and then imports all that
 * can be; or an import of the unknown objects that were asked for.
 */
export const sweeps = pgTable(
  "sweeps",
  {
    id: uuid("id").primaryKey(),
    hubId: uuid("hub_id")
      .notNull()
      .references(() => hubs.id),
    integrationId: uuid("integration_id")
      .notNull()
      .references(() => integrations.id),
    kind: text("kind", { enum: ["compare", "rebuild", "import"] }).notNull(),
    state: text("state", { enum: ["queued", "running", "completed", "failed"] }).notNull(),
    /** The host whose worker runs it: it is begun again when no worker serves that host any more. */
    hostId: uuid("host_id").references(() => hosts.id),
    error: text("error"),
    /** What it saw and did. */
    counts: jsonb("counts").$type<Record<string, number>>().notNull().default({}),
    creatorId: uuid("creator_id"),
    created,
    updated,
    started: moment("started"),
    finished: moment("finished"),
  },
  (t) => [
    index("sweeps_list").on(t.integrationId, t.created.desc()),
    uniqueIndex("sweeps_one_at_a_time")
      .on(t.integrationId)
      .where(sql`${t.state} in ('queued', 'running')`),
  ],
);

/** An object under our prefix that the catalogue does not know, as the last sweep saw it. */
export const unknownObjects = pgTable(
  "unknown_objects",
  {
    id: uuid("id").primaryKey(),
    hubId: uuid("hub_id")
      .notNull()
      .references(() => hubs.id),
    integrationId: uuid("integration_id")
      .notNull()
      .references(() => integrations.id),
    path: text("path").notNull(),
    versionId: text("version_id"),
    size: bytes("size").notNull(),
    modified: moment("modified"),
    /** The manifest beside it; null when there is none that can be read. */
    manifest: jsonb("manifest").$type<Record<string, unknown>>(),
    /** When the backup was made, by its manifest. */
    made: moment("made"),
    /** Why it cannot be imported, in words; null with a manifest, and until the bucket was asked. */
    problem: text("problem"),
    /** When the last comparison that saw it began. */
    seen: moment("seen").notNull().defaultNow(),
    /** Asked for by a person or a rebuild, and not done. */
    importRequested: moment("import_requested"),
    created,
  },
  (t) => [
    uniqueIndex("unknown_objects_path").on(t.integrationId, t.path),
    index("unknown_objects_list").on(t.integrationId, t.created.desc(), t.id.desc()),
    index("unknown_objects_unread")
      .on(t.integrationId, t.id)
      .where(sql`${t.manifest} is null and ${t.problem} is null`),
    index("unknown_objects_import")
      .on(t.integrationId, t.made.desc(), t.id)
      .where(sql`${t.importRequested} is not null`),
  ],
);
