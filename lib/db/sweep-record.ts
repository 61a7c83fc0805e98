import { and, desc, eq, inArray, isNull, ne, notInArray, or, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { jobs } from "#drizzle/activity";
import { integrations, sweeps } from "#drizzle/integrations";
import { isDue } from "#lib/backups/catalogue/is-due";
import type { ClaimedSweep, SweepCounts } from "#lib/backups/catalogue/types";
import type { Database, Transaction } from "#lib/db/client";
import { isServed } from "#lib/db/host-lock";
import { readHubSettings } from "#lib/db/hub-settings-record";
import { announce } from "#lib/db/live-channel";
import { queueSweep } from "#lib/db/queue-sweep";
import { recordActivity } from "#lib/db/record-activity";

/** How many of an integration's sweeps are kept. */
const kept = 50;

export type SweepRecord = ReturnType<typeof createSweepRecord>;

/** The record of sweeps on PostgreSQL. */
export function createSweepRecord(db: Database) {
  return {
    /** Asks for the comparisons that the hub's schedule has due now. */
    async queueDue(hubId: string, now: Date): Promise<void> {
      const { sweep_hours: hours } = await readHubSettings(db, hubId);
      const rows = await db
        .select({ id: integrations.id, name: integrations.name, created: integrations.created })
        .from(integrations)
        .where(and(eq(integrations.hubId, hubId), isNull(integrations.deleted)));
      for (const { created, ...integration } of rows) {
        const [last] = await db
          .select({ state: sweeps.state, finished: sweeps.finished })
          .from(sweeps)
          .where(
            and(
              eq(sweeps.integrationId, integration.id),
              inArray(sweeps.kind, ["compare", "rebuild"]),
            ),
          )
          .orderBy(desc(sweeps.created))
          .limit(1);
        if (!isDue({ hours, created, last: last ?? null }, now)) continue;
        const sweep = { id: uuidv7(), hubId, integration, kind: "compare" as const };
        await db.transaction((tx) => queueSweep(tx, sweep, null));
      }
    },

    /**
     * Takes on the next sweep of the host's hub that waits, or that has lost its worker: this host's
     * own one before, or that of a host which no worker serves now.
     *
     * @param active the sweeps that this worker runs
     */
    claim: (host: { id: string; hubId: string }, active: string[]): Promise<ClaimedSweep | null> =>
      db.transaction(async (tx) => {
        const [next] = await tx
          .select({ id: sweeps.id })
          .from(sweeps)
          .where(
            and(
              eq(sweeps.hubId, host.hubId),
              notInArray(sweeps.id, active),
              or(
                eq(sweeps.state, "queued"),
                and(
                  eq(sweeps.state, "running"),
                  or(
                    isNull(sweeps.hostId),
                    eq(sweeps.hostId, host.id),
                    sql`not ${isServed(sql`${sweeps.hostId}`)}`,
                  ),
                ),
              ),
            ),
          )
          .orderBy(sweeps.created)
          .limit(1)
          .for("update", { skipLocked: true });
        if (!next) return null;
        const began = new Date();
        const [row] = await tx
          .update(sweeps)
          .set({ state: "running", hostId: host.id, started: began, updated: began })
          .where(eq(sweeps.id, next.id))
          .returning();
        if (!row) return null;
        await tx
          .update(jobs)
          .set({ state: "running", started: began, updated: began })
          .where(eq(jobs.id, row.id));
        await tell(tx, row, "running");
        const { id, hubId, integrationId, kind } = row;
        return { id, hubId, hostId: host.id, integrationId, kind, began };
      }),

    completed: (sweep: ClaimedSweep, counts: SweepCounts) =>
      end(db, sweep, { state: "completed", error: null, counts }),

    failed: (sweep: ClaimedSweep, error: string) =>
      end(db, sweep, { state: "failed", error, counts: {} }),

    /** It waits again: its worker is being stopped. */
    putBack: (sweep: ClaimedSweep) =>
      db.transaction(async (tx) => {
        const rows = await tx
          .update(sweeps)
          .set({ state: "queued", hostId: null, started: null, updated: new Date() })
          .where(own(sweep))
          .returning({ id: sweeps.id });
        if (rows.length === 0) return;
        const waits = { state: "queued", started: null, updated: new Date() } as const;
        await tx.update(jobs).set(waits).where(eq(jobs.id, sweep.id));
        await tell(tx, sweep, "queued");
      }),
  };
}

/** The row is this very try's. */
function own({ id, hostId, began }: ClaimedSweep) {
  return and(
    eq(sweeps.id, id),
    eq(sweeps.state, "running"),
    eq(sweeps.hostId, hostId),
    eq(sweeps.started, began),
  );
}

function end(
  db: Database,
  sweep: ClaimedSweep,
  ending: { state: "completed" | "failed"; error: string | null; counts: SweepCounts },
): Promise<void> {
  return db.transaction(async (tx) => {
    const now = new Date();
    const rows = await tx
      .update(sweeps)
      .set({ ...ending, finished: now, updated: now })
      .where(own(sweep))
      .returning({ id: sweeps.id });
    if (rows.length === 0) return;
    const { error } = ending;
    await tx
      .update(jobs)
      .set({ state: error ? "error" : "completed", error, completed: now, updated: now })
      .where(eq(jobs.id, sweep.id));
    await noteFindings(tx, sweep, ending);
    await prune(tx, sweep.integrationId);
    await tell(tx, sweep, ending.state);
  });
}

/** A comparison that found all as it should be is no news. */
async function noteFindings(
  tx: Transaction,
  sweep: ClaimedSweep,
  { error, counts }: { error: string | null; counts: SweepCounts },
): Promise<void> {
  const deeds = [
    "missing",
    "back",
    "manifests_written",
    "manifests_lost",
    "uploads_aborted",
    "imported",
    "not_imported",
  ] as const;
  if (!error && !deeds.some((name) => (counts[name] ?? 0) > 0)) return;
  if (error && (await hadFailed(tx, sweep))) return;
  const [integration] = await tx
    .select({ name: integrations.name })
    .from(integrations)
    .where(eq(integrations.id, sweep.integrationId));
  await recordActivity(tx, {
    hubId: sweep.hubId,
    actor: { id: null, name: "Holdfast" },
    event: "hub.integration.sweep",
    subject: integration?.name,
    details: error ? { kind: sweep.kind, error } : { kind: sweep.kind, ...counts },
  });
}

/** A bucket that stays away is told once, not each hour. */
async function hadFailed(tx: Transaction, { id, integrationId }: ClaimedSweep): Promise<boolean> {
  const [before] = await tx
    .select({ state: sweeps.state })
    .from(sweeps)
    .where(and(eq(sweeps.integrationId, integrationId), ne(sweeps.id, id)))
    .orderBy(desc(sweeps.created), desc(sweeps.id))
    .limit(1);
  return before?.state === "failed";
}

async function prune(tx: Transaction, integrationId: string): Promise<void> {
  const newest = tx
    .select({ id: sweeps.id })
    .from(sweeps)
    .where(eq(sweeps.integrationId, integrationId))
    .orderBy(desc(sweeps.created), desc(sweeps.id))
    .limit(kept);
  await tx
    .delete(sweeps)
    .where(and(eq(sweeps.integrationId, integrationId), notInArray(sweeps.id, newest)));
}

function tell(
  tx: Transaction,
  { id, hubId, integrationId }: { id: string; hubId: string; integrationId: string },
  state: "queued" | "running" | "completed" | "failed",
): Promise<void> {
  return announce(tx, hubId, { type: "sweep", id, integration_id: integrationId, state });
}
