/**
 * What the HTTP API answers, as the browser and scripts see it. Names and shapes are Cycle's where
 * Cycle has them; the rest stands beside. Times are RFC 3339 (`neverTime` for one that has not come),
 * sizes bytes, durations seconds, ids UUIDv7.
 */
import type { HealthState } from "#lib/backups/container-health";
import type {
  BackupState,
  BackupTrigger,
  LogSource,
  RestoreState,
  RetentionPolicy,
} from "#lib/backups/types";
import type { ContainerPort, EnvironmentKind, InstanceState, Mount } from "#lib/containers/types";
import type { HubSettings } from "#lib/hubs/types";
import type { Vendor } from "#lib/integrations/types";
import type { CompressionName, StoredPart } from "#lib/pipeline/ports";

export type ApiError = {
  status: number;
  code: string;
  title: string;
  detail?: string;
  /** Messages by input path (`backup.command`), for the field they belong to. */
  fields?: Record<string, string>;
};

export type ApiList<T> = { data: T[]; next_cursor?: string | null; total?: number };

export type Events = { created: string; updated: string; deleted: string };
export type Creator = { id: string | null; name: string };

/** A container as a list of all of them shows it (`view=summary`): ten thousand must travel at once. */
export type ContainerSummaryDto = {
  id: string;
  identifier: string;
  name: string;
  environment: { name: string; kind: EnvironmentKind };
  image: string;
  /** How many instances it has. */
  instances: number;
  stateful: boolean;
  state: { current: "running" | "stopped" | "gone" };
  /** Of its backups: how many are kept, their stored bytes, and the newest of any state. */
  backups: {
    live: number;
    size: number;
    running: number;
    last: { state: BackupState; created: string } | null;
    last_live: string | null;
  };
  /** Null for one that is not to be backed up: not stateful, gone, or being deleted. */
  health: { current: HealthState; since: string } | null;
  /** When its schedule comes due next. */
  next_run: string | null;
};

export type HealthDto = {
  current: HealthState;
  since: string;
  /** What is wrong and what to do; null while it is protected. */
  reason: string | null;
};

export type ContainerDto = ContainerSummaryDto & {
  creator: Creator;
  hub_id: string;
  host: { id: string; identifier: string };
  /** Every `command` here and below is blank for a role that may not change the config. */
  config: { command: string; integrations: { backups: BackupConfigDto | null } };
  volumes: Mount[];
  ports: ContainerPort[];
  stateful_override: boolean | null;
  deprecate: boolean;
  lock: boolean;
  state: { desired: string };
  events: Events & { started: string };
  backups: { last: BackupSummaryDto | null };
  health: HealthDto | null;
};

export type BackupSummaryDto = {
  id: string;
  state: BackupState;
  created: string;
  error: string | null;
};

export type InstanceDto = {
  id: string;
  hub_id: string;
  container_id: string;
  name: string;
  docker_id: string;
  image: string;
  state: { current: InstanceState; health: string | null; exit_code: number | null };
  events: { created: string; started: string; updated: string };
};

export type BackupDto = {
  id: string;
  hub_id: string;
  container_id: string;
  instance_id: string;
  instance_name: string;
  target: {
    integration_id: string;
    integration_name: string;
    path: string;
    file_id: string;
    size: number;
  };
  state: {
    current: BackupState;
    changed: string;
    error?: { code: string; message: string; time: string };
  };
  events: Events & { started: string; finished: string };
  trigger: BackupTrigger;
  /** The schedule's time that it stands for; null for one that a person asked for. */
  due: string | null;
  /** 1 for the first try of a due time. */
  attempt: number;
  /** A next try waits until then. */
  not_before: string | null;
  creator: Creator;
  command: string;
  exit_code: number | null;
  original_size: number | null;
  compression: CompressionName | null;
  sha256: string | null;
  /** Seconds from start to finish; null until it has finished. */
  duration: number | null;
  pinned: boolean;
  cancel_requested: boolean;
  restores: RestoreDto[];
};

/** One backup alone also carries its parts. */
export type BackupDetailDto = BackupDto & { parts: StoredPart[]; manifest_path: string | null };

export type RestoreDto = {
  id: string;
  container_id: string;
  backup_id: string;
  instance_id: string;
  instance_name: string;
  state: {
    current: RestoreState;
    changed: string;
    error?: { code: string; message: string; time: string };
  };
  command: string;
  exit_code: number | null;
  /** Bytes fed to stdin so far, of `total` when it is known. */
  fed_bytes: number;
  total_bytes: number | null;
  creator: Creator;
  cancel_requested: boolean;
  duration: number | null;
  events: { created: string; started: string; finished: string };
};

export type BackupLogDto = {
  id: string;
  hub_id: string;
  container_id: string;
  instance_id: string;
  backup_id: string;
  restore_id: string | null;
  type: "backup" | "restore";
  /** Which output the text holds. */
  source: LogSource;
  log: string;
  total_bytes: number;
  cut_bytes: number;
  /** True while the command runs and more may come. */
  running: boolean;
  error: { message: string } | null;
  events: Events;
};

export type BackupConfigDto = {
  integration_id: string;
  backup: {
    command: string;
    timeout: string;
    /** Null: no automatic backups. */
    cron_string: string | null;
    time_zone: string;
    /** The one instance that the schedule backs up; null is each of them. */
    instance_id: string | null;
  };
  restore: { command: string; timeout: string } | null;
  retention: RetentionPolicy;
};

export type IntegrationState = "new" | "verifying" | "live" | "failed" | "deleting" | "deleted";
export type IntegrationDto = {
  id: string;
  identifier: string;
  name: string;
  vendor: Vendor;
  /** Never the secret: `has_secret` says that one is kept. */
  auth: { region: string | null; key_id: string | null; has_secret: boolean };
  extra: {
    bucket: string | null;
    endpoint: string | null;
    path_style: boolean | null;
    path: string | null;
    prefix: string;
  };
  creator: Creator;
  hub_id: string;
  state: { current: IntegrationState; changed: string; error?: { message: string } };
  verified: string;
  /** How many backups lie in it, and their stored bytes. */
  backups: { count: number; size: number };
  /** How many containers are set to store in it. */
  containers: number;
  events: Events;
};

export type JobState =
  | "new"
  | "queued"
  | "scheduled"
  | "running"
  | "completed"
  | "error"
  | "expired";
export type JobDescriptorDto = {
  action: string;
  job: {
    id: string;
    accepted: boolean;
    queue: string;
    schedule: string;
    parallel: { tasks: string[] };
    tasks: string[];
  };
};
export type JobDto = {
  id: string;
  hub_id: string;
  queue: string;
  caption: string;
  events: { queued: string; started: string; completed: string };
  schedule: string;
  tasks: { id: string; action: string; state: JobState }[];
  expires: string;
  hash: string;
  limit_duplicates: boolean;
  creator: Creator;
  state: { current: JobState; changed: string; error: string | null };
};

export type ActivityDto = {
  id: string;
  hub_id: string;
  event: string;
  actor: Creator;
  container_id: string | null;
  backup_id: string | null;
  subject: string;
  details: Record<string, unknown>;
  time: string;
};

export type HostDto = {
  id: string;
  identifier: string;
  state: "new" | "live" | "unreachable";
  error: string | null;
  engine_version: string | null;
  last_seen: string;
};

/** The hub's settings, with what each would be if nobody had changed it. */
export type HubSettingsDto = HubSettings & { defaults: HubSettings };

/** One message of `/api/events` (server-sent events, `data:` is this as JSON). */
export type LiveEvent =
  /** `failed`: a try to delete it has failed, and it stays `deleting`. */
  | { type: "backup"; id: string; container_id: string; state: BackupState; failed?: true }
  | {
      type: "backup.progress";
      id: string;
      container_id: string;
      original_bytes: number;
      stored_bytes: number;
      /** Bytes per second of stdout over the last seconds. */
      rate: number;
      seconds: number;
    }
  | { type: "restore"; id: string; backup_id: string; container_id: string; state: RestoreState }
  | {
      type: "restore.progress";
      id: string;
      backup_id: string;
      container_id: string;
      original_bytes: number;
      stored_bytes: number;
      rate: number;
      seconds: number;
    }
  | { type: "log"; backup_id: string; restore_id: string | null; container_id: string }
  | { type: "container"; id: string }
  | { type: "integration"; id: string }
  | { type: "host"; id: string };
