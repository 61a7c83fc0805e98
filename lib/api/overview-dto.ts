import type { BackupDto } from "#lib/api/backup-dto";
import type { HealthState } from "#lib/backups/container-health";
import type { Vendor } from "#lib/integrations/types";

/** A container as far as a line about it names it. */
export type NamedContainer = { id: string; name: string; environment: string };

/** What the overview of a hub says now. */
export type OverviewDto = {
  hub_id: string;
  /** All that the list of containers shows, and of those that are to be backed up how many have which health. */
  containers: { total: number; stateful: number } & Record<HealthState, number>;
  backups: BackupCountsDto;
  running: { total: number; data: RunningDto[] };
  /** Most urgent kind first; kinds of which there is none are left out. */
  attention: AttentionDto[];
  /** `total` is how many containers have a schedule that comes due again. */
  next: { total: number; data: NextRunDto[] };
  first_steps: FirstStepsDto;
};

export type BackupCountsDto = {
  /** Of any state that the list of backups shows. */
  total: number;
  live: number;
  /** Stored bytes of those that are live or not deleted yet. */
  size: number;
  last_live: string | null;
};

/** A backup or restore that is being made or waits for its turn. */
export type RunningDto = {
  kind: "backup" | "restore";
  id: string;
  /** A backup's own id, or that of the one which is restored. */
  backup_id: string;
  container: NamedContainer;
  instance_name: string;
  state: "queued" | "saving" | "running";
  started: string;
  /** What a restore will have fed in all; null for a backup, whose end nobody knows. */
  total_bytes: number | null;
  cancel_requested: boolean;
};

export type AttentionKind =
  | "host"
  | "integration"
  | "failing"
  | "missing"
  | "overdue"
  | "unprotected"
  | "deletion"
  | "leaving"
  | "untested";

/** What needs a person, and how often; `data` names the first of them. */
export type AttentionDto = { kind: AttentionKind; total: number; data: AttentionItemDto[] };

export type AttentionItemDto = {
  /** Of the host, the integration or the container. */
  id: string;
  name: string;
  /** Null for a host or an integration. */
  environment: string | null;
  /** Since when it is so; for one that is leaving, when its backups go. */
  time: string | null;
  /** What is wrong, in words; null where the kind says it all. */
  reason: string | null;
  /** How many backups it is about, and their stored bytes; 0 where it is about none. */
  backups: number;
  size: number;
  /** The backup whose row and log say more. */
  backup_id: string | null;
  step: AttentionStep;
};

/** The one thing to do about it. */
export type AttentionStep =
  | "protect"
  | "set-schedule"
  | "set-restore"
  | "back-up"
  | "look"
  | "verify"
  | "keep"
  | "try-restore";

export type NextRunDto = {
  container: NamedContainer;
  time: string;
  cron_string: string;
  time_zone: string;
  /** The schedule in words. */
  words: string;
  /** Median seconds of its last ten live backups; null before the first. */
  usually: number | null;
};

/** What a new hub does first; all true once somebody has tried a restore. */
export type FirstStepsDto = {
  off_site: boolean;
  protected: boolean;
  backed_up: boolean;
  restored: boolean;
};

/** The rows of a span of time, `from` up to before `to`. */
export type BarDto = { from: string; to: string; live: number; failed: number };

/** What the charts of a hub draw. */
export type StatsDto = {
  /** The last 24 hours and 30 days on the clock of the time zone asked for, with the one that is not over. */
  hours: BarDto[];
  days: BarDto[];
  stored: StoredDto[];
};

export type StoredDto = {
  integration_id: string;
  name: string;
  vendor: Vendor;
  /** Backups that take up room, and their bytes. */
  backups: number;
  size: number;
  /** Bytes more (or less) than before the last seven days, today with them. */
  week: number;
  /** Bytes at the beginning of each of `days`, and now. */
  series: number[];
};

/** How many rows the long lists have, for the navigation. */
export type HubCountsDto = { containers: number; backups: number };

/** A backup in the list of all containers' backups. */
export type HubBackupDto = BackupDto & { container: NamedContainer };
