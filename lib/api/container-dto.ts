import type { Creator, Events } from "#lib/api/types";
import type { PresetId } from "#lib/backups/commands/presets";
import type { HealthState } from "#lib/backups/container-health";
import type { PolicyChange } from "#lib/backups/plan-policy";
import type { BackupState, RetentionPolicy } from "#lib/backups/types";
import type { ContainerPort, EnvironmentKind, InstanceState, Mount } from "#lib/containers/types";

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
  state: { current: "running" | "stopped" | "gone" | "deleting" };
  /** While it is not in Docker and not being deleted: since when, and what becomes of its backups. */
  gone: {
    since: string;
    /** `held`: another Docker Engine answers, and nothing is removed. */
    backups: "counting" | "kept" | "held";
    /** When they are removed unless it comes back. */
    due: string | null;
  } | null;
  /** While it is being deleted with all its backups. */
  deletion: {
    requested: string;
    /** By a person; else because it was gone for too long. */
    asked: boolean;
    /** Backups that are not gone yet. */
    left: number;
    error: string | null;
    /** Docker has something under its name again, which is left alone. */
    came_back: boolean;
    /** Volumes that were to go and stay. */
    volumes_left: { name: string; reason: string }[];
  } | null;
  /** Of its backups: how many are kept, their stored bytes, and the newest of any state. */
  backups: {
    live: number;
    size: number;
    running: number;
    last: { state: BackupState; created: string } | null;
    last_live: string | null;
  };
  /**
   * Null for one that is not to be backed up: not stateful, gone, or being deleted. Here the reason is
   * there only where it says more than the state does: for a failing one, cut to a line.
   */
  health: HealthDto | null;
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
  /** A person's word that its backups stay when it is gone. */
  keep_backups: boolean;
  deprecate: boolean;
  lock: boolean;
  state: { desired: string };
  events: Events & { started: string };
  backups: { last: BackupSummaryDto | null };
};

/** What deleting a container would remove. */
export type DeletionPreviewDto = {
  /** Names of its Docker containers. */
  docker_containers: string[];
  /** `count` has those too that never became live; `size` is what is stored of all. */
  backups: { count: number; live: number; pinned: number; size: number };
  volumes: {
    name: string;
    /** Other containers that use it: it stays. */
    used_by: string[];
  }[];
  /** False while another Docker Engine answers than the one that has them. */
  volumes_reachable: boolean;
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

/** What came of backing up one of many: how many instances were queued, or why none was. */
export type BackUpResultDto = { id: string; queued: number; reason: string | null };

/** What a policy does, or would do, to one of many containers. */
export type PolicyResultDto = {
  id: string;
  outcome: "change" | "same" | "skip";
  changes: PolicyChange[];
  /** The preset that gives it its commands, where none were set. */
  preset: PresetId | null;
  /** Why it is skipped. */
  reason: string | null;
  /** In a preview: which present backups its new retention would remove. */
  removes: { count: number; bytes: number } | null;
};

/** How the stored bytes of a container's backups went over 30 days, at even distances; the last is now. */
export type TrendDto = { id: string; points: number[] };

/** What a retention policy that is not saved would do to the present backups. */
export type RetentionPreviewDto = {
  /** How many are live now. */
  live: number;
  /** How many of them would go, their stored bytes, and which, newest first. */
  count: number;
  bytes: number;
  ids: string[];
  /** The first of those that would go, at most five. */
  newest: { id: string; instance_name: string; created: string; size: number }[];
};

export type HostDto = {
  id: string;
  identifier: string;
  state: "new" | "live" | "unreachable";
  error: string | null;
  engine_version: string | null;
  last_seen: string;
};
