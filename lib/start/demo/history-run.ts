import type { BackupTrigger } from "#lib/backups/types";
import type { Collected } from "#lib/start/demo/collecting-record";

/** Where the history of one instance is written down. */
export type Place = {
  hubId: string;
  hubName: string;
  hostId: string;
  integrationId: string;
  container: {
    id: string;
    key: string;
    identifier: string;
    environment: string;
    image: string;
  };
  instance: { id: string; slot: string; name: string; dockerId: string; imageId: string };
};

/** A run that has happened: what was asked for, and what came of it. */
export type HistoryRun = Collected & {
  kind: "backup" | "restore";
  id: string;
  place: Place;
  created: Date;
  started: Date;
  finished: Date;
  command: string;
  trigger: BackupTrigger;
  due: Date | null;
  attempt: number;
  pinned: boolean;
  /** Of a restore: which backup it read. */
  backupId: string;
};

/** A due time that came to nothing. */
export type HistoryMiss = { place: Place; due: Date; noted: Date; message: string };

export type History = { runs: HistoryRun[]; misses: HistoryMiss[] };
