import { and, eq, isNull, notInArray, or, sql } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import { verifyDueAt } from "#lib/backups/verify-due";
import type { NextToVerify } from "#lib/backups/verify-ports";
import type { Database } from "#lib/db/client";
import { readHubSettings } from "#lib/db/hub-settings-record";

/** A scheduled check that failed is not tried again sooner. */
const retrySeconds = 3600;

/** The least recently verified live backup of an integration, if the share of the day makes it due now. */
export async function nextVerifyDue(
  db: Database,
  hostId: string,
  exceptIntegrations: string[],
  now: Date,
): Promise<NextToVerify | null> {
  const stored = await db
    .select({
      hubId: backups.hubId,
      integrationId: backups.integrationId,
      totalBytes: sql<string>`coalesce(sum(${backups.size}), 0)`,
      // A check's own time is a part of its turn, so the turn counts from its beginning.
      last: sql<string | null>`max(${backups.verifyStarted}) filter
        (where ${backups.verified} is not null)`,
      first: sql<string>`min(coalesce(${backups.finished}, ${backups.created}))`,
    })
    .from(backups)
    .where(
      and(
        eq(backups.hostId, hostId),
        eq(backups.state, "live"),
        notInArray(backups.integrationId, exceptIntegrations),
      ),
    )
    .groupBy(backups.hubId, backups.integrationId);
  for (const { hubId, integrationId, totalBytes, last, first } of stored) {
    const { verify_share_per_day: share } = await readHubSettings(db, hubId);
    const next = share > 0 && (await leastVerified(db, hostId, integrationId, now));
    if (!next) continue;
    const due = verifyDueAt({
      since: new Date(last ?? first),
      bytes: next.size ?? 0,
      totalBytes: Number(totalBytes),
      share,
    });
    if (due && due <= now) return { id: next.id, integrationId };
  }
  return null;
}

/** What was never read back was last known to be whole when it was made. */
async function leastVerified(db: Database, hostId: string, integrationId: string, now: Date) {
  const rested = new Date(now.getTime() - retrySeconds * 1000);
  const [row] = await db
    .select({ id: backups.id, size: backups.size })
    .from(backups)
    .where(
      and(
        eq(backups.hostId, hostId),
        eq(backups.integrationId, integrationId),
        eq(backups.state, "live"),
        isNull(backups.verifyRequested),
        or(isNull(backups.verifyError), sql`${backups.verifyStarted} < ${rested.toISOString()}`),
      ),
    )
    .orderBy(
      sql`coalesce(${backups.verified}, ${backups.finished}, ${backups.created})`,
      backups.id,
    )
    .limit(1);
  return row ?? null;
}
