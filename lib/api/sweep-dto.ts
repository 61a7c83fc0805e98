import type { Creator } from "#lib/api/types";
import type { SweepCounts, SweepKind, SweepState } from "#lib/backups/catalogue/types";

/** A comparison of a bucket with the catalogue, a rebuild of the catalogue from it, or an import. */
export type SweepDto = {
  id: string;
  hub_id: string;
  integration_id: string;
  kind: SweepKind;
  state: { current: SweepState; error?: { message: string } };
  /** What it saw and did; a name that is not there is 0. */
  counts: SweepCounts;
  /** What it makes of a bucket that holds nothing of what should be there. */
  warning: string | null;
  creator: Creator;
  events: { created: string; started: string; finished: string };
};

/** An object under our prefix that no backup of the catalogue has. */
export type UnknownObjectDto = {
  id: string;
  integration_id: string;
  path: string;
  file_id: string;
  size: number;
  modified: string;
  /** What the manifest beside it says; null when there is none that fits. */
  backup: {
    id: string;
    created: string;
    container: string;
    environment: string;
    instance: string;
    original_size: number;
    /** The hub that made it; `own` says that it is this one. */
    hub: { id: string; name: string; own: boolean };
  } | null;
  /** Why it was not imported or cannot be, in words. */
  problem: string | null;
  importing: boolean;
};

/** What there is to say of an integration's bucket at one look. */
export type BucketDto = {
  /** The newest comparison or rebuild that has ended, well or not. */
  last: SweepDto | null;
  /** What waits or runs. */
  running: SweepDto | null;
  /** When a comparison last came to its end. */
  compared: string;
  unknown: { count: number; size: number; importable: number };
};
