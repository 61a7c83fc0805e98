import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { RetentionPolicy } from "#lib/backups/types";
import type { ContainerPort, Mount } from "#lib/containers/types";
import type { HubSettings } from "#lib/hubs/types";
import type { IntegrationSettings } from "#lib/integrations/types";
import type { StoredPart } from "#lib/pipeline/ports";

const moment = (name: string) =>
  timestamp(name, { withTimezone: true, mode: "date", precision: 3 });
const bytes = (name: string) => bigint(name, { mode: "number" });
const created = moment("created").notNull().defaultNow();
const updated = moment("updated").notNull().defaultNow();

export const hubs = pgTable("hubs", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  /** What a person has changed; `hubSettings` says what stands for the rest. */
  settings: jsonb("settings").$type<Partial<HubSettings>>().notNull().default({}),
  created,
  updated,
});

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    /** Argon2id, PHC string. */
    passwordHash: text("password_hash").notNull(),
    /** Sessions carry this number; raising it ends all of them at once. */
    sessionEpoch: integer("session_epoch").notNull().default(0),
    created,
    updated,
  },
  (t) => [uniqueIndex("users_email").on(sql`lower(${t.email})`)],
);

export const memberships = pgTable(
  "memberships",
  {
    hubId: uuid("hub_id")
      .notNull()
      .references(() => hubs.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    role: text("role", {
      enum: ["owner", "admin", "devops", "developer", "consultant", "analyst"],
    }).notNull(),
    created,
  },
  (t) => [primaryKey({ columns: [t.hubId, t.userId] })],
);

/** A browser or script that is signed in; its token names this row and is worth nothing without it. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** As it called itself when it signed in, cut to 300 characters. */
    userAgent: text("user_agent").notNull().default(""),
    created,
    /** When it was last used, true to a few minutes. */
    lastSeen: moment("last_seen").notNull().defaultNow(),
    /** Moves on with each use. */
    expires: moment("expires").notNull(),
  },
  (t) => [index("sessions_user").on(t.userId), index("sessions_expires").on(t.expires)],
);

/** One-time links to claim a fresh install; only the SHA-256 of the token is kept. */
export const setupLinks = pgTable("setup_links", {
  tokenHash: text("token_hash").primaryKey(),
  created,
  expires: moment("expires").notNull(),
});

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
  lastSeen: moment("last_seen"),
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
    /** A person's word that the backups of a container that is gone stay. */
    keepBackups: boolean("keep_backups").notNull().default(false),
    /** Set from the moment a person (or the end of the grace period) has it deleted; `deleted` ends it. */
    deleteRequested: moment("delete_requested"),
    deleteVolumes: boolean("delete_volumes").notNull().default(false),
    /** Why the last try to delete it came to nothing; it is tried again. */
    deleteError: text("delete_error"),
    created,
    updated,
    started: moment("started"),
    deleted: moment("deleted"),
  },
  (t) => [
    uniqueIndex("containers_key").on(t.hostId, t.key).where(sql`${t.deleted} is null`),
    index("containers_hub").on(t.hubId, t.identifier),
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
    index("backups_integration").on(t.integrationId).where(sql`${t.state} <> 'deleted'`),
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
  (t) => [index("activity_list").on(t.hubId, t.created.desc(), t.id.desc())],
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

/** One comparison of a bucket with the catalogue, or a rebuild of the catalogue from it. */
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
    kind: text("kind", { enum: ["compare", "rebuild"] }).notNull(),
    state: text("state", { enum: ["queued", "running", "completed", "failed"] }).notNull(),
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
    created,
  },
  (t) => [uniqueIndex("unknown_objects_path").on(t.integrationId, t.path)],
);
