import type { BackupTrigger } from "#lib/backups/types";
import type { StoredObject } from "#lib/pipeline/ports";

export type SweepKind = "compare" | "rebuild" | "import";
export type SweepState = "queued" | "running" | "completed" | "failed";

/** A sweep that this worker has taken on. */
export type ClaimedSweep = {
  id: string;
  hubId: string;
  hostId: string;
  integrationId: string;
  kind: SweepKind;
  /** When this try began: only what was live before it is judged. */
  began: Date;
};

/** What a sweep saw and did; a name that is not there is 0. */
export type SweepCounts = Partial<Record<SweepCount, number>>;

export type SweepCount =
  /** Listed objects and their bytes, ours and others. */
  | "objects"
  | "bytes"
  /** Live and missing backups that the catalogue has there, and those whose object was found. */
  | "known"
  | "found"
  /** Newly missing; missing ones that are there again. */
  | "missing"
  | "back"
  | "manifests_written"
  | "manifests_lost"
  /** Objects that the catalogue does not know, and those of them that can be imported. */
  | "unknown"
  | "importable"
  | "uploads_aborted"
  | "uploads_left"
  | "imported"
  | "not_imported"
  | "containers_made";

/** A live or missing backup as the catalogue has it. */
export type KnownObject = {
  id: string;
  state: "live" | "missing";
  stateChanged: Date;
  errorCode: string | null;
  path: string;
  versionId: string | null;
  size: number;
  manifestPath: string | null;
  manifestVersionId: string | null;
};

/** All that a manifest is made of. */
export type StoredBackup = {
  id: string;
  created: Date;
  finished: Date;
  trigger: BackupTrigger;
  /** As it was shown: secrets redacted. */
  command: string;
  hubId: string;
  hubName: string;
  container: { id: string; key: string; identifier: string; environment: string; image: string };
  instance: { id: string; slot: string; name: string; dockerId: string; imageId: string };
  /** The restore command of now, not redacted; null when none is set. */
  restoreCommand: string | null;
  object: StoredObject;
};
