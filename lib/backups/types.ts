import type { StoredObject } from "#lib/pipeline/ports";

export type BackupState =
  | "queued"
  | "saving"
  | "live"
  | "failed"
  | "cancelled"
  | "missing"
  | "deleting"
  | "deleted";
export type RestoreState = "queued" | "running" | "completed" | "failed" | "cancelled";
export type BackupTrigger = "manual" | "schedule" | "retry" | "before-restore";
export type LogSource = "stderr" | "stdout-tail";

/** Who asked for something: a member of the hub, or Holdfast itself (id null). */
export type Actor = { id: string | null; name: string };

/** Why a run did not end well: a stable code for programs, words and the next step for people. */
export type RunFailure = { code: FailureCode; message: string };

export type FailureCode =
  | "command-failed"
  | "command-killed"
  | "command-not-found"
  | "command-invalid"
  | "exit-unknown"
  | "empty-output"
  | "timed-out"
  | "cancelled"
  | "container-gone"
  | "container-stopped"
  | "docker-unreachable"
  | "worker-stopped"
  | "store-unreachable"
  | "store-stalled"
  | "store-refused"
  | "store-missing"
  | "store-full"
  | "store-too-large"
  | "store-misconfigured"
  | "object-gone"
  | "object-damaged"
  | "object-changed"
  | "schedule-missed"
  | "schedule-overlap"
  | "unexpected";

/** A queued run that this worker has claimed: nothing else may touch its instance now. */
export type ClaimedRun = ClaimedBackup | ClaimedRestore;

type ClaimedBase = {
  id: string;
  hubId: string;
  hubName: string;
  container: { id: string; key: string; identifier: string; environment: string; image: string };
  instance: { id: string; slot: string; name: string; dockerId: string; imageId: string };
  integrationId: string;
  command: string;
  timeoutSeconds: number;
};

export type ClaimedBackup = ClaimedBase & {
  kind: "backup";
  trigger: BackupTrigger;
  created: Date;
  /** The restore command of the time, for the manifest; null when none was set. */
  restoreCommand: string | null;
};

export type ClaimedRestore = ClaimedBase & {
  kind: "restore";
  backupId: string;
  object: StoredObject;
};

/** Which run a log, a progress message or a cancel belongs to. */
export type RunRef = {
  kind: "backup" | "restore";
  id: string;
  hubId: string;
  backupId: string;
  containerId: string;
};

/** A run whose worker is gone: what it may have left behind. */
export type OrphanedRun = RunRef & {
  instanceId: string;
  dockerId: string | null;
  execPid: number | null;
  integrationId: string;
  path: string | null;
};

/** What a run that has failed or was cancelled may have left in its instance and in the bucket. */
export type Leftover = RunRef & {
  dockerId: string | null;
  integrationId: string;
  path: string | null;
  /** Its worker had stopped: nobody saw the run fail. */
  lostWorker: boolean;
};

/** A backup on its way out. */
export type DoomedBackup = {
  id: string;
  hubId: string;
  containerId: string;
  integrationId: string;
  path: string | null;
  versionId: string | null;
  manifestPath: string | null;
  manifestVersionId: string | null;
  tries: number;
};

/**
 * Which of a container's backups are kept (promise 8). Every rule that is set keeps what it names,
 * and a backup is kept if any rule keeps it; a policy without a rule keeps all.
 */
export type RetentionPolicy = {
  /** Keeps what is younger than this duration, such as `365d`. */
  age?: string;
  /** Keeps the newest N. */
  last?: number;
  /** Keeps the newest of each of the newest N days (weeks, months, years) that have a backup. */
  daily?: number;
  weekly?: number;
  monthly?: number;
  yearly?: number;
};

export type RetentionRule = keyof RetentionPolicy;

/** Why retention keeps a backup: a rule, or that it is its instance's newest, or pinned. */
export type KeptBy = RetentionRule | "newest" | "pinned";
