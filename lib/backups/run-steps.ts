/*
 * The moments between what a run does outside this process, in their order: a test kills the process
 * at each of them (promise 6). Whatever comes between two of them with an effect of its own that lasts
 * needs one more.
 */

export type BackupStep =
  | "claimed"
  | "noted"
  | "started"
  | "placed"
  | "uploading"
  | "streamed"
  | "completed"
  | "manifested"
  | "recorded";

export type RestoreStep = "claimed" | "noted" | "feeding" | "fed" | "ended" | "recorded";

export type DeleteStep = "deleting" | "object-deleted" | "manifest-deleted" | "row-deleted";

export type RunStep = BackupStep | RestoreStep | DeleteStep;
