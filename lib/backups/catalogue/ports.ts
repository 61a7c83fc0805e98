import type { ClaimedSweep, KnownObject, StoredBackup } from "#lib/backups/catalogue/types";
import type { Manifest } from "#lib/backups/manifest";
import type { CommandRunner, OpenStore } from "#lib/backups/ports";
import type { BackupState, RunFailure } from "#lib/backups/types";
import type { ListedObject, ObjectRef } from "#lib/pipeline/ports";

/** The catalogue as a sweep sees it. What changes a backup is a compare-and-set: false when it had changed. */
export type CatalogueRecord = {
  /** What the keys of the integration's backups begin with, up to the environment's name. */
  roots(integrationId: string): Promise<string[]>;
  /** Live and missing backups in the byte order of their paths, from the first beyond `path`. */
  knownAfter(integrationId: string, path: string, limit: number): Promise<KnownObject[]>;
  /** Those of the ids that are live or missing still. */
  known(ids: string[]): Promise<KnownObject[]>;
  markMissing(backup: KnownObject, failure: RunFailure): Promise<boolean>;
  markFound(backup: KnownObject): Promise<boolean>;
  /** Null when it is not live any more, or its row lacks something. */
  stored(backup: KnownObject): Promise<StoredBackup | null>;
  noteManifest(backup: KnownObject, manifest: ObjectRef): Promise<boolean>;
  /** The states of those ids that are a backup of ours, whichever integration it lies in. */
  states(ids: string[]): Promise<Map<string, BackupState>>;
};

export type UnknownObject = {
  id: string;
  path: string;
  versionId: string | null;
  size: number;
};

export type ObjectToImport = UnknownObject & { manifest: Manifest };

/** An unknown object whose bytes and manifest were just seen in the bucket. */
export type ImportedBackup = ObjectToImport & { manifestRef: ObjectRef };

/** The record of what lies in a bucket and is in no catalogue. */
export type UnknownRecord = {
  /** Writes down those that no backup of the catalogue has; what was read of them before stays if they are the same. */
  note(sweep: ClaimedSweep, objects: ListedObject[]): Promise<void>;
  /** Forgets what this sweep has not seen. Answers how many are left, and how many have a manifest. */
  forgetUnseen(sweep: ClaimedSweep): Promise<{ unknown: number; importable: number }>;
  /** Some whose manifest was not looked for yet. */
  unread(integrationId: string, limit: number): Promise<UnknownObject[]>;
  noteManifest(id: string, found: { manifest: Manifest } | { problem: string }): Promise<void>;
  requestAll(integrationId: string): Promise<void>;
  /** Some of what was asked for, newest backups first. */
  nextToImport(integrationId: string, limit: number): Promise<ObjectToImport[]>;
  refuse(id: string, problem: string): Promise<void>;
  /**
   * Makes backups of them, all of one container, in one transaction. What the container's retention
   * would remove at once is pinned. Throws Refusal when that container takes none.
   */
  importBackups(
    sweep: ClaimedSweep,
    objects: ImportedBackup[],
  ): Promise<{ imported: number; containerMade: boolean }>;
};

export type CatalogueDeps = {
  catalogue: CatalogueRecord;
  unknown: UnknownRecord;
  openStore: OpenStore;
  commands: Pick<CommandRunner, "environment">;
  now(): Date;
};
