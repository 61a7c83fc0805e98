import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { created, moment, updated } from "#drizzle/columns";
import { hubs } from "#drizzle/hubs";
import type { ContainerPort, DeletePlan, Mount } from "#lib/containers/types";

const milliseconds = (name: string) => bigint(name, { mode: "number" });

export const hosts = pgTable("hosts", {
  id: uuid("id").primaryKey(),
  hubId: uuid("hub_id")
    .notNull()
    .references(() => hubs.id),
  identifier: text("identifier").notNull(),
  state: text("state", { enum: ["new", "live", "unreachable"] })
    .notNull()
    .default("new"),
  /** What is wrong and what to do, when unreachable. */
  error: text("error"),
  engineVersion: text("engine_version"),
  /** Which Docker Engine answered last, so that another one in its place is noticed. */
  engineId: text("engine_id"),
  lastSeen: moment("last_seen"),
  /** How long it was watched in all: what Holdfast did not see does not count. */
  watchedMs: milliseconds("watched_ms").notNull().default(0),
  /** Since when it is watched without a break. */
  watchedSince: moment("watched_since"),
  created,
  updated,
});

export const containers = pgTable(
  "containers",
  {
    id: uuid("id").primaryKey(),
    hubId: uuid("hub_id")
      .notNull()
      .references(() => hubs.id),
    hostId: uuid("host_id")
      .notNull()
      .references(() => hosts.id),
    /** What survives a recreation: `compose:<project>/<service>`, `swarm:<service id>`, `name:<name>`. */
    key: text("key").notNull(),
    identifier: text("identifier").notNull(),
    name: text("name").notNull(),
    environment: text("environment").notNull(),
    environmentKind: text("environment_kind", {
      enum: ["compose", "swarm", "standalone"],
    }).notNull(),
    image: text("image").notNull(),
    command: text("command").notNull().default(""),
    statefulDetected: boolean("stateful_detected").notNull(),
    /** A user's word over the detection; null leaves it to the detection. */
    statefulOverride: boolean("stateful_override"),
    state: text("state", { enum: ["running", "stopped", "gone"] }).notNull(),
    mounts: jsonb("mounts").$type<Mount[]>().notNull(),
    ports: jsonb("ports").$type<ContainerPort[]>().notNull(),
    /** Set while no Docker container of it exists; identity and backups stay. */
    goneSince: moment("gone_since"),
    /** The host's `watched_ms` from which its absence counts. */
    goneFromMs: milliseconds("gone_from_ms"),
    /** The Docker Engine on which it was last seen. */
    engineId: text("engine_id"),
    /** A person's word that the backups of a container that is gone stay. */
    keepBackups: boolean("keep_backups").notNull().default(false),
    /** Set from the moment a person (or the end of the grace period) has it deleted; `deleted` ends it. */
    deleteRequested: moment("delete_requested"),
    deleteVolumes: boolean("delete_volumes").notNull().default(false),
    /** Why the last try to delete it came to nothing; it is tried again. */
    deleteError: text("delete_error"),
    deleteTries: integer("delete_tries").notNull().default(0),
    deleteDue: moment("delete_due"),
    deletePlan: jsonb("delete_plan").$type<DeletePlan>(),
    /** From then on nothing in Docker is touched any more: what comes back under its name stays. */
    dockerRemoved: moment("docker_removed"),
    created,
    updated,
    started: moment("started"),
    deleted: moment("deleted"),
  },
  (t) => [
    uniqueIndex("containers_key").on(t.hostId, t.key).where(sql`${t.deleted} is null`),
    index("containers_hub").on(t.hubId, t.identifier),
    index("containers_leaving")
      .on(t.hostId)
      .where(sql`${t.deleteRequested} is not null and ${t.deleted} is null`),
  ],
);

export const instances = pgTable(
  "instances",
  {
    id: uuid("id").primaryKey(),
    hubId: uuid("hub_id")
      .notNull()
      .references(() => hubs.id),
    containerId: uuid("container_id")
      .notNull()
      .references(() => containers.id),
    /** The place it fills (Compose number, Swarm slot, "1"): kept when the Docker container is made anew. */
    slot: text("slot").notNull(),
    dockerId: text("docker_id").notNull(),
    name: text("name").notNull(),
    image: text("image").notNull(),
    imageId: text("image_id").notNull(),
    state: text("state", {
      enum: ["running", "paused", "restarting", "stopped", "gone"],
    }).notNull(),
    health: text("health"),
    exitCode: integer("exit_code"),
    started: moment("started"),
    created,
    updated,
  },
  (t) => [
    uniqueIndex("instances_slot").on(t.containerId, t.slot),
    index("instances_docker").on(t.dockerId),
  ],
);
