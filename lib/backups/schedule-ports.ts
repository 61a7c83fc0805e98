import type { FailureCode } from "#lib/backups/types";

/** A run that keeps a due time from having one of its own. */
export type GoingRun = {
  kind: "backup" | "restore";
  id: string;
  state: "queued" | "saving" | "running";
  created: Date;
};

export type ScheduledInstance = {
  id: string;
  name: string;
  state: "running" | "paused" | "restarting" | "stopped" | "gone";
  /** The backup or restore of this instance that is queued or going, if any. */
  going: GoingRun | null;
};

/** A container with a schedule, as it stands while its config is locked. */
export type ScheduledContainer = {
  cronString: string;
  timeZone: string;
  /** Due times up to here have been seen to. */
  seen: Date;
  catchUpSeconds: number;
  /** The one instance to back up; null is each. */
  chosenInstanceId: string | null;
  gone: boolean;
  /** False when nothing is to be backed up now: not stateful, being deleted, or gone with its backups kept. */
  wanted: boolean;
  /** By their place, at least one. */
  instances: ScheduledInstance[];
};

/** What comes of one due time for one instance: a run, or a row that says why there is none. */
export type DueRow = {
  instance: { id: string; name: string };
  due: Date;
  outcome:
    | { state: "queued" }
    | { state: "failed" | "cancelled"; code: FailureCode; message: string; retry?: true };
};

export type ScheduleRecord = {
  /** Every schedule of the host's containers; `seen` null until the first look. */
  scheduled(
    hostId: string,
  ): Promise<{ containerId: string; cronString: string; timeZone: string; seen: Date | null }[]>;
  /**
   * Locks a container's config, has it decided what comes of it, writes the rows with their work and
   * notes that all is seen to up to `now`, in one transaction: whoever comes at the same time finds
   * nothing left to do.
   */
  settle(
    containerId: string,
    now: Date,
    decide: (state: ScheduledContainer) => DueRow[],
  ): Promise<void>;
  /** Tells whoever looks at these containers to look again. */
  announce(containerIds: string[]): Promise<void>;
};
