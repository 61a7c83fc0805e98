import type { SweepState } from "#lib/backups/catalogue/types";
import type { BackupState, RestoreState } from "#lib/backups/types";

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
  /** A backup is being read back: stored bytes checked so far. */
  | {
      type: "backup.verify";
      id: string;
      container_id: string;
      checked_bytes: number;
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
  /** A comparison with the bucket, a rebuild or an import. */
  | { type: "sweep"; id: string; integration_id: string; state: SweepState }
  | { type: "host"; id: string }
  /** Something new stands in the activity. */
  | { type: "activity" }
  /** The hub's name or settings. */
  | { type: "hub" }
  /** Who is a member, in which role, and who is invited. */
  | { type: "members" }
  /** Somebody's sessions were ended, or their name has changed. */
  | { type: "account" };
