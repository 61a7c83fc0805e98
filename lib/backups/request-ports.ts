import type { Actor, BackupState, BackupTrigger, RestoreState } from "#lib/backups/types";

/** What a request has to know of a container before it may queue anything. */
export type ContainerForRequest = {
  id: string;
  hubId: string;
  hostId: string;
  identifier: string;
  stateful: boolean;
  /** It is on its way out with all its backups. */
  deleting: boolean;
  config: {
    integrationId: string;
    integrationName: string;
    integrationState: string;
    backupCommand: string;
    backupTimeout: string;
    restoreCommand: string | null;
    restoreTimeout: string;
  } | null;
  instances: { id: string; name: string; slot: string; state: string }[];
};

export type BackupForRequest = {
  id: string;
  instanceId: string;
  state: BackupState;
  /** Why it failed or is missing, in words. */
  errorMessage: string | null;
  path: string | null;
  activeRestores: number;
};

export type NewBackup = {
  id: string;
  jobId: string;
  container: ContainerForRequest;
  instance: { id: string; name: string };
  integrationId: string;
  trigger: BackupTrigger;
  command: string;
  timeoutSeconds: number;
  actor: Actor;
};

export type NewRestore = {
  id: string;
  jobId: string;
  container: ContainerForRequest;
  instance: { id: string; name: string };
  backupId: string;
  command: string;
  timeoutSeconds: number;
  actor: Actor;
};

/** The record as requests see it. What queues work does so in the transaction that writes the row. */
export type RequestRecord = {
  container(hubId: string, containerId: string): Promise<ContainerForRequest | null>;
  backup(hubId: string, containerId: string, backupId: string): Promise<BackupForRequest | null>;
  restore(
    hubId: string,
    backupId: string,
    restoreId: string,
  ): Promise<{ id: string; state: RestoreState } | null>;
  /** Of one container; false when it is being deleted meanwhile. */
  queueBackups(backups: NewBackup[]): Promise<boolean>;
  /** False when the backup stopped being live in the meantime, or its container is being deleted. */
  queueRestore(restore: NewRestore): Promise<boolean>;
  /** A queued run is cancelled at once; a running one is asked to stop. False when it had ended. */
  requestCancel(
    run: { kind: "backup" | "restore"; id: string; hubId: string; jobId: string },
    actor: Actor,
  ): Promise<boolean>;
  /** Moves to `deleting` unless a restore reads it or it runs; false when it may not be deleted now. */
  requestDelete(
    backup: { id: string; jobId: string; hubId: string; hostId: string },
    actor: Actor,
  ): Promise<boolean>;
};
