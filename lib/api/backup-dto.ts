import type { Creator, Events } from "#lib/api/types";
import type { BackupState, BackupTrigger, LogSource, RestoreState } from "#lib/backups/types";
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
