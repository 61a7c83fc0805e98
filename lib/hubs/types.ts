/** What an admin may set for the whole hub. */
export type HubSettings = {
  /** A due time that was missed is made up if it is no older than this, in seconds. */
  catch_up_seconds: number;
  /** How often a failed scheduled backup is tried again. */
  retries: number;
  /** Runs at once on one Docker host, and on all hosts together. */
  runs_per_host: number;
  runs_in_all: number;
  /** How long the backups of a container that is gone are kept, in seconds; 0 is not at all. */
  gone_grace_seconds: number;
  /** The share of all stored bytes that is read back and checked in a day; 0 is none. */
  verify_share_per_day: number;
  /** How often a bucket is compared with the catalogue, in hours; 0 is only on request. */
  sweep_hours: number;
};
