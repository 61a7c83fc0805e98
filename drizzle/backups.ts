import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, created, moment, updated } from "#drizzle/columns";
import { containers, hosts, instances } from "#drizzle/containers";
import { hubs } from "#drizzle/hubs";
import { integrations } from "#drizzle/integrations";
import type { RetentionPolicy } from "#lib/backups/types";
import type { StoredPart } from "#lib/pipeline/ports";

export const backupConfigs = pgTable("backup_configs", {
  containerId: uuid("container_id")
    .primaryKey()
    .references(() => containers.id),
  hubId: uuid("hub_id")
    .notNull()
    .references(() => hubs.id),
  integrationId: uuid("integration_id")
    .notNull()
    .references(() => integrations.id),
  backupCommand: text("backup_command").notNull(),
  /** A duration as the user wrote it, such as `3d15h10m5s`. */
  backupTimeout: text("backup_timeout").notNull(),
  restoreCommand: text("restore_command"),
  restoreTimeout: text("restore_timeout").notNull(),
  /** Null: no automatic backups. */
  cronString: text("cron_string"),
  /** IANA name, such as `Europe/Lisbon`. */
  timeZone: text("time_zone").notNull().default("UTC"),
  /** The one instance that the schedule backs up; null is each of them. */
  scheduledInstanceId: uuid("scheduled_instance_id").references(() => instances.id),
  /** Every due time up to here has its row, or was skipped by one: only later ones are due. */
  scheduleSeen: moment("schedule_seen"),
  retention: jsonb("retention").$type<RetentionPolicy>().notNull().default({ age: "365d" }),
  created,
  updated,
});

export const backups = pgTable(
  "backups",
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
    integrationId: uuid("integration_id")
      .notNull()
      .references(() => integrations.id),
    hostId: uuid("host_id")
      .notNull()
      .references(() => hosts.id),
    state: text("state", {
      enum: ["queued", "saving", "live", "failed", "cancelled", "missing", "deleting", "deleted"],
    }).notNull(),
    stateChanged: moment("state_changed").notNull().defaultNow(),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    trigger: text("trigger", { enum: ["manual", "schedule", "retry", "before-restore"] }).notNull(),
    /** The time of the schedule that it stands for; null for one that a person asked for. */
    due: moment("due"),
    /** 1 for the first try of a due time; each retry counts on. */
    attempt: integer("attempt").notNull().default(1),
    /** A queued retry waits until then. */
    notBefore: moment("not_before"),
    /** Exactly what ran, secrets redacted. */
    command: text("command").notNull(),
    timeoutSeconds: integer("timeout_seconds").notNull(),
    exitCode: integer("exit_code"),
    /** Object key; set when the upload begins. */
    path: text("path"),
    versionId: text("version_id"),
    manifestPath: text("manifest_path"),
    manifestVersionId: text("manifest_version_id"),
    size: bytes("size"),
    originalSize: bytes("original_size"),
    compression: text("compression", { enum: ["zstd", "none"] }),
    sha256: text("sha256"),
    parts: jsonb("parts").$type<StoredPart[]>(),
    pinned: boolean("pinned").notNull().default(false),
    creatorId: uuid("creator_id"),
    /** What the run holds outside the database, so that it can be ended after a crash. */
    dockerId: text("docker_id"),
    execPid: integer("exec_pid"),
    cancelRequested: moment("cancel_requested"),
    /** A failed try to delete: counted, so that the next waits longer. */
    deleteTries: integer("delete_tries").notNull().default(0),
    deleteDue: moment("delete_due"),
    /** When every stored byte was last read back and found whole. */
    verified: moment("verified"),
    /** A check of every byte that is asked for and not done. */
    verifyRequested: moment("verify_requested"),
    verifyStarted: moment("verify_started"),
    /** Why the last check could not be made; damage that was found is `missing` with its reason. */
    verifyError: text("verify_error"),
    /** What of a failed or cancelled run could not be ended or removed yet, in words; a sweep tries again. */
    leftovers: text("leftovers"),
    created,
    updated,
    started: moment("started"),
    finished: moment("finished"),
    deleted: moment("deleted"),
  },
  (t) => [
    index("backups_list")
      .on(t.containerId, t.created.desc(), t.id.desc())
      .where(sql`${t.state} <> 'deleted'`),
    // All that the sums over every container's backups need, and an instance's newest of a state, so
    // that no row has to be read for them.
    index("backups_hub")
      .on(t.hubId, t.containerId, t.instanceId, t.state, t.created, t.size)
      .where(sql`${t.state} <> 'deleted'`),
    // The list of the whole hub, and all that its filters and the charts count.
    index("backups_recent")
      .on(
        t.hubId,
        t.created.desc(),
        t.id.desc(),
        t.state,
        t.containerId,
        t.integrationId,
        t.trigger,
        t.size,
      )
      .where(sql`${t.state} <> 'deleted'`),
    index("backups_missing").on(t.hubId, t.containerId).where(sql`${t.state} = 'missing'`),
    // What a container's deleted backups held, for how its stored bytes went.
    index("backups_deleted_of")
      .on(t.containerId, t.deleted, t.created, t.size)
      .where(sql`${t.state} = 'deleted'`),
    // What took up room until lately.
    index("backups_deleted")
      .on(t.hubId, t.deleted, t.integrationId, t.created, t.size)
      .where(sql`${t.state} = 'deleted'`),
    index("backups_integration").on(t.integrationId).where(sql`${t.state} <> 'deleted'`),
    // In the order in which a bucket is listed, so that both can be read side by side.
    index("backups_path")
      .on(t.integrationId, sql`${t.path} collate "C"`)
      .where(sql`${t.path} is not null`),
    index("backups_deleting").on(t.hostId, t.deleteDue).where(sql`${t.state} = 'deleting'`),
    index("backups_leftovers").on(t.hostId).where(sql`${t.leftovers} is not null`),
    index("backups_live").on(t.containerId, t.created.desc()).where(sql`${t.state} = 'live'`),
    index("backups_verify")
      .on(t.hostId, t.verifyRequested)
      .where(sql`${t.verifyRequested} is not null`),
    index("backups_queue").on(t.hostId, t.created).where(sql`${t.state} = 'queued'`),
    uniqueIndex("backups_due").on(t.instanceId, t.due, t.attempt).where(sql`${t.due} is not null`),
    uniqueIndex("backups_one_per_instance").on(t.instanceId).where(sql`${t.state} = 'saving'`),
  ],
);

export const restores = pgTable(
  "restores",
  {
    id: uuid("id").primaryKey(),
    hubId: uuid("hub_id")
      .notNull()
      .references(() => hubs.id),
    containerId: uuid("container_id")
      .notNull()
      .references(() => containers.id),
    backupId: uuid("backup_id")
      .notNull()
      .references(() => backups.id),
    instanceId: uuid("instance_id")
      .notNull()
      .references(() => instances.id),
    instanceName: text("instance_name").notNull(),
    hostId: uuid("host_id")
      .notNull()
      .references(() => hosts.id),
    state: text("state", {
      enum: ["queued", "running", "completed", "failed", "cancelled"],
    }).notNull(),
    stateChanged: moment("state_changed").notNull().defaultNow(),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    command: text("command").notNull(),
    timeoutSeconds: integer("timeout_seconds").notNull(),
    exitCode: integer("exit_code"),
    /** Bytes that entered the command's stdin. */
    fedBytes: bytes("fed_bytes").notNull().default(0),
    creatorId: uuid("creator_id"),
    dockerId: text("docker_id"),
    execPid: integer("exec_pid"),
    cancelRequested: moment("cancel_requested"),
    /** What could not be ended in the instance yet, in words; a sweep tries again. */
    leftovers: text("leftovers"),
    created,
    updated,
    started: moment("started"),
    finished: moment("finished"),
  },
  (t) => [
    index("restores_list").on(t.containerId, t.created.desc(), t.id.desc()),
    index("restores_backup").on(t.backupId),
    index("restores_leftovers").on(t.hostId).where(sql`${t.leftovers} is not null`),
    index("restores_queue").on(t.hostId, t.created).where(sql`${t.state} = 'queued'`),
    uniqueIndex("restores_one_per_instance").on(t.instanceId).where(sql`${t.state} = 'running'`),
  ],
);

export const logs = pgTable(
  "logs",
  {
    id: uuid("id").primaryKey(),
    hubId: uuid("hub_id")
      .notNull()
      .references(() => hubs.id),
    containerId: uuid("container_id").notNull(),
    instanceId: uuid("instance_id").notNull(),
    backupId: uuid("backup_id")
      .notNull()
      .references(() => backups.id),
    restoreId: uuid("restore_id").references(() => restores.id),
    type: text("type", { enum: ["backup", "restore"] }).notNull(),
    /** Which output `log` holds: stderr, or the last 1 KiB of stdout when stderr was empty. */
    source: text("source", { enum: ["stderr", "stdout-tail"] })
      .notNull()
      .default("stderr"),
    log: text("log").notNull().default(""),
    /** Bytes the command wrote in all, and how many of them were cut from the middle. */
    totalBytes: bytes("total_bytes").notNull().default(0),
    cutBytes: bytes("cut_bytes").notNull().default(0),
    created,
    updated,
  },
  (t) => [index("logs_backup").on(t.backupId, t.created)],
);
