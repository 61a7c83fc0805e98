import type { RunFailure } from "#lib/backups/types";
import type { StoredObject, TransferProgress } from "#lib/pipeline/ports";

/** A backup whose check has begun. */
export type BackupToVerify = {
  id: string;
  hubId: string;
  containerId: string;
  instanceName: string;
  integrationId: string;
  object: StoredObject;
};

/** Which backup is to be checked next, and where it lies. */
export type NextToVerify = { id: string; integrationId: string };

/** The record of checks. A backup that is being deleted meanwhile is left alone by all of them. */
export type VerifyRecord = {
  /** Checks that the worker before left half done are asked for again. To be called at the start. */
  resume(hostId: string): Promise<void>;
  /** What somebody asked for and waits longest; those that failed before come last. */
  nextRequested(hostId: string, exceptIntegrations: string[]): Promise<NextToVerify | null>;
  /** What the share of the day makes due: the least recently verified of an integration. */
  nextDue(hostId: string, exceptIntegrations: string[], now: Date): Promise<NextToVerify | null>;
  /** Null when there is nothing to check any more. */
  begin(id: string, now: Date): Promise<BackupToVerify | null>;
  /** Whether a check may read on: it waits while a run of the host does, and stops with its backup. */
  mayGoOn(backup: BackupToVerify, hostId: string): Promise<"go" | "wait" | "stop">;
  /** Every byte is what was stored. One that was thought missing is live again. */
  whole(backup: BackupToVerify, now: Date): Promise<void>;
  /** The object is not what was stored: the backup is `missing`. */
  damaged(backup: BackupToVerify, failure: RunFailure): Promise<void>;
  /** It could not be checked now; it will be tried again. */
  notVerified(backup: BackupToVerify, failure: RunFailure): Promise<void>;
};

export type VerifyProgress = TransferProgress & { rate: number; seconds: number };
