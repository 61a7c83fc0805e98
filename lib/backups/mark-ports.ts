import type { Actor, BackupState } from "#lib/backups/types";

type Where = { hubId: string; containerId: string };

/** The record of what people say of backups that are there. */
export type MarkRecord = {
  /** The states of those of the ids that are backups of the container. */
  states(where: Where, ids: string[]): Promise<Map<string, BackupState>>;
  /** Pins or unpins those that may be; answers which are so now. */
  setPinned(where: Where, ids: string[], pinned: boolean, actor: Actor): Promise<string[]>;
  /** Asks for a check of each, and wakes the worker. A check that was asked for already stays as it is. */
  requestVerify(
    where: Where,
    ids: string[],
    actor: Actor,
  ): Promise<{ id: string; jobId: string }[]>;
};
