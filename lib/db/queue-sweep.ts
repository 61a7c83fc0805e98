import { and, eq, inArray } from "drizzle-orm";
import { jobs } from "#drizzle/activity";
import { sweeps } from "#drizzle/integrations";
import type { SweepKind } from "#lib/backups/catalogue/types";
import type { Actor } from "#lib/backups/types";
import type { Transaction } from "#lib/db/client";
import { announce, announceSweep } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";

export type NewSweep = {
  id: string;
  hubId: string;
  integration: { id: string; name: string };
  kind: SweepKind;
};

const words: Record<SweepKind, { action: string; caption: string }> = {
  compare: { action: "sweep", caption: "Compare with the bucket" },
  rebuild: { action: "rebuild", caption: "Rebuild from the bucket" },
  import: { action: "import", caption: "Import from the bucket" },
};

/**
 * Asks for a sweep, unless one of the integration waits or runs.
 *
 * @returns null when it is asked for, else the one that is under way
 */
export async function queueSweep(
  tx: Transaction,
  { id, hubId, integration, kind }: NewSweep,
  actor: Actor | null,
): Promise<{ id: string; kind: SweepKind } | null> {
  const row = { id, hubId, integrationId: integration.id, kind, state: "queued" as const };
  const open = and(
    eq(sweeps.integrationId, integration.id),
    inArray(sweeps.state, ["queued", "running"]),
  );
  for (;;) {
    const [queued] = await tx
      .insert(sweeps)
      .values({ ...row, creatorId: actor?.id })
      .onConflictDoNothing()
      .returning({ id: sweeps.id });
    if (queued) break;
    const [other] = await tx.select({ id: sweeps.id, kind: sweeps.kind }).from(sweeps).where(open);
    // Where there is none by now, it has ended in between.
    if (other) return other;
  }
  const { action, caption } = words[kind];
  const job = { id, hubId, queue: "backups", action, caption, state: "queued" as const };
  await tx.insert(jobs).values({ ...job, creatorId: actor?.id });
  // What goes by the hour is not written down each time; what it finds is.
  if (actor) {
    const event = `hub.integration.task.${action}`;
    await recordActivity(tx, { hubId, actor, event, subject: integration.name });
  }
  await announce(tx, hubId, { type: "sweep", id, integration_id: integration.id, state: "queued" });
  await announceSweep(tx, id);
  return null;
}
