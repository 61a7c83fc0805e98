import type { Transaction } from "#lib/db/client";

/**
 * Queues the wake-up for a row's work as a part of the caller's transaction: the job exists exactly
 * when the row does. `id` is the id of the row in `jobs`; with `startAfter` the wake-up waits until then.
 */
export type Enqueue = (
  tx: Transaction,
  job: {
    id: string;
    hostId: string;
    action: "backup" | "restore" | "delete" | "verify";
    startAfter?: Date;
  },
) => Promise<void>;
