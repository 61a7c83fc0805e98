import { sql } from "drizzle-orm";
import type { LiveEvent } from "#lib/api/live-event";
import type { Database, Transaction } from "#lib/db/client";

/** PostgreSQL's channel for changes; a payload is `{hub_id, event}` as JSON, far under its 8,000 bytes. */
export const liveChannel = "holdfast_live";
/** The channel on which the web process asks the worker to look for cancelled runs at once. */
export const cancelChannel = "holdfast_cancel";
/** The channel on which the web process asks the workers to look for sweeps at once. */
export const sweepChannel = "holdfast_sweep";

/** Tells every open tab of the hub, when the transaction commits (or at once outside of one). */
export async function announce(
  db: Database | Transaction,
  hubId: string,
  event: LiveEvent,
): Promise<void> {
  await db.execute(
    sql`select pg_notify(${liveChannel}, ${JSON.stringify({ hub_id: hubId, event })})`,
  );
}

/** Wakes the worker for a cancel, when the transaction commits. */
export async function announceCancel(tx: Database | Transaction, runId: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${cancelChannel}, ${runId})`);
}

/** Wakes the workers for a sweep, when the transaction commits. */
export async function announceSweep(tx: Database | Transaction, sweepId: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${sweepChannel}, ${sweepId})`);
}
