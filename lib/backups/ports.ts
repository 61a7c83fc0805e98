import type { RunStep } from "#lib/backups/run-steps";
import type {
  ClaimedRun,
  DoomedBackup,
  Leftover,
  LogSource,
  OrphanedRun,
  RunFailure,
  RunRef,
} from "#lib/backups/types";
import type {
  CommandProcess,
  ObjectRef,
  ObjectStore,
  StoredObject,
  TransferProgress,
} from "#lib/pipeline/ports";

/** The record of runs. Every `finish…` is a compare-and-set: false when the row was not in that state. */
export type RunRecord = {
  /**
   * Takes the host's next queued run whose instance is free, or null; also null when the hub's limits
   * are reached, of which this host's worker has `running` under way. One transaction.
   */
  claimNext(hostId: string, running: number): Promise<ClaimedRun | null>;
  /** What to look for after a crash; `shown`, once, replaces the command by its redacted text. */
  noteCommand(
    run: RunRef,
    command: { dockerId: string; pid: number | null; shown?: string },
  ): Promise<void>;
  /** Before the upload begins: a crash after it must know where to look. */
  notePath(backupId: string, path: string): Promise<void>;
  backupLive(run: RunRef, result: LiveBackup): Promise<boolean>;
  restoreCompleted(run: RunRef, result: { fedBytes: number }): Promise<boolean>;
  runFailed(
    run: RunRef,
    failure: RunFailure,
    result: RunEnding & { exitCode: number | null },
  ): Promise<boolean>;
  runCancelled(run: RunRef, result: RunEnding): Promise<boolean>;
  backupMissing(backupId: string, failure: RunFailure): Promise<boolean>;
  /** Of these runs, the ids somebody has asked to cancel. */
  cancelRequests(runIds: string[]): Promise<string[]>;
  /** Runs of the host marked as running, other than `active`: the worker that ran them is gone. */
  orphans(hostId: string, active: string[]): Promise<OrphanedRun[]>;
  writeLog(run: RunRef & { instanceId: string }, log: LogText): Promise<void>;
};

/** `leftovers` says in words what could not be cleaned up, when something could not. */
export type RunEnding = { fedBytes?: number; leftovers?: string | null };

export type LiveBackup = {
  object: StoredObject;
  manifest: ObjectRef;
  exitCode: number;
};

export type LogText = { source: LogSource; text: string; totalBytes: number; cutBytes: number };

/** The record of what failed and cancelled runs left where it could not be reached. */
export type LeftoverRecord = {
  leftovers(hostId: string): Promise<Leftover[]>;
  leftoversRemoved(run: RunRef): Promise<void>;
  /** The backup had succeeded, and its row was only given up on. False when it is not failed any more. */
  backupRevived(run: RunRef, result: LiveBackup): Promise<boolean>;
};

/** The record of deletions. */
export type DeletionRecord = {
  /** Backups in `deleting` whose next try is due. */
  due(hostId: string, exceptIntegrations: string[]): Promise<DoomedBackup[]>;
  deleted(backup: DoomedBackup): Promise<void>;
  deleteFailed(backup: DoomedBackup, failure: RunFailure): Promise<void>;
};

/** Commands inside instances. Failures to start are typed by the adapter. */
export type CommandRunner = {
  start(input: {
    dockerId: string;
    argv: string[];
    stdin: boolean;
    runId: string;
    onStderr(chunk: Uint8Array): void;
  }): Promise<CommandProcess>;
  /** `NAME=value` pairs of the instance's environment. */
  environment(dockerId: string): Promise<string[]>;
  /**
   * What has become of the instance, for the words of a failure. "running" is answered only when it
   * still runs after `settleMs`: one that is stopped kills its commands before it counts as stopped.
   */
  fate(
    dockerId: string,
    settleMs: number,
  ): Promise<"running" | "stopped" | "out-of-memory" | "gone" | "unreachable">;
  /** Ends whatever a crashed run left running; resolves when nothing of it is left. */
  killLeftovers(input: { dockerId: string; runId: string; pid: number | null }): Promise<void>;
};

export type OpenStore = (
  integrationId: string,
) => Promise<{ store: ObjectStore; prefix: string; vendor: string }>;

/** Live progress to whoever watches. Loss is harmless. */
export type ProgressSink = (
  run: RunRef,
  progress: TransferProgress & { rate: number; seconds: number },
) => void;

export type RunDeps = {
  record: RunRecord;
  commands: CommandRunner;
  openStore: OpenStore;
  progress: ProgressSink;
  now(): Date;
  /** Called at each step's start; a test kills the process there. */
  step(run: RunRef, name: RunStep): Promise<void>;
};
