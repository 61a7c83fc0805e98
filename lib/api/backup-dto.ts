import type { Creator, Events } from "#lib/api/types";
import type { Manifest } from "#lib/backups/manifest";
import type {
  BackupState,
  BackupTrigger,
  KeptBy,
  LogSource,
  RestoreState,
} from "#lib/backups/types";
import type { CompressionName, StoredPart } from "#lib/pipeline/ports";

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
  /**
   * Until when its age keeps it. Where another rule of `kept_by` holds then, it stays longer; where its
   * age does not keep it, this is null. Left out of the list of a whole hub.
   */
  expires?: string | null;
  /**
   * By which rules of the retention policy it is kept now: none where it is about to be removed. Null
   * where no rule speaks of it: it is not live, or nothing is set to be removed. Left out of the list of
   * a whole hub.
   */
  kept_by?: KeptBy[] | null;
  verification: {
    /** When every stored byte was last read back and found whole. */
    last: string | null;
    /** A check that was asked for and has not ended. */
    requested: string | null;
    /** Since when it is being read back; null when it is not. */
    started: string | null;
    /** Why the last check could not be made; it is tried again. */
    error: string | null;
  };
  cancel_requested: boolean;
  restores: RestoreDto[];
};

/** One backup alone also carries its parts, and how it is restored without Holdfast where it can be. */
export type BackupDetailDto = BackupDto & {
  parts: StoredPart[];
  manifest_path: string | null;
  by_hand: { command: string } | null;
};

/** The manifest beside a backup's object; `content` is null where none of ours is there. */
export type ManifestDto = { path: string; content: Manifest | null };

/** Stored bytes at the end of each day from `from` to `to`, and what the live backups' commands wrote. */
export type StoredSizesDto = { from: string; to: string; series: number[]; original_size: number };

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
