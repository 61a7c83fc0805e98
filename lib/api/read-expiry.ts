import { and, eq, sql } from "drizzle-orm";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import { readLiveBackups } from "#lib/api/read-live-backups";
import { parseDuration } from "#lib/backups/duration";
import { type BackupToJudge, judgeBackups } from "#lib/backups/retention";
import type { RetentionTerms } from "#lib/backups/retention-ports";
import type { KeptBy } from "#lib/backups/types";
import type { Database } from "#lib/db/client";
import { isGoverned } from "#lib/db/retention-record";

/** By which rules a backup is kept, and until when its age keeps it; null where its age does not. */
export type Expiry = { keptBy: KeptBy[]; expires: Date | null };
type Judged = ReadonlyMap<string, Expiry>;
type Kept = { stamp: string; until: number; judged: Judged };

/** Time alone moves a backup out of a rule; a row may say so this much later. */
const freshMs = 60_000;
/** Judgements held for all containers together, some 20 MB. */
const mostJudged = 100_000;
const cache = new Map<string, Kept>();

const nothing: Judged = new Map();

/**
 * By which rules each of a container's live backups is kept, as retention itself judges it: of all of them
 * together, for each counts for the others. Judged anew only when a backup or the policy has changed, which
 * one aggregate tells. Without a policy that removes anything, none is there.
 *
 * @param now for the tests
 */
export async function readExpiry(
  db: Database,
  containerId: string,
  now = new Date(),
): Promise<Judged> {
  const terms = await readTerms(db, containerId);
  if (!terms || Object.keys(terms.policy).length === 0) return nothing;
  const stamp = `${JSON.stringify(terms)} ${await readStamp(db, containerId)}`;
  const known = cache.get(containerId);
  if (known?.stamp === stamp && known.until > now.getTime()) return known.judged;
  const judged = judge(await readLiveBackups(db, containerId), terms, now);
  keep(containerId, { stamp, until: now.getTime() + freshMs, judged });
  return judged;
}

function judge(live: BackupToJudge[], terms: RetentionTerms, now: Date): Judged {
  const age = terms.policy.age === undefined ? null : parseDuration(terms.policy.age) * 1000;
  const judgements = judgeBackups(live, { ...terms, now });
  return new Map(
    live.map(({ id, created }) => {
      const keptBy = judgements.get(id)?.keptBy ?? [];
      const expires =
        age !== null && keptBy.includes("age") ? new Date(created.getTime() + age) : null;
      return [id, { keptBy, expires }];
    }),
  );
}

async function readTerms(db: Database, containerId: string): Promise<RetentionTerms | null> {
  const [row] = await db
    .select({ policy: backupConfigs.retention, timeZone: backupConfigs.timeZone })
    .from(backupConfigs)
    .innerJoin(containers, eq(containers.id, backupConfigs.containerId))
    .where(and(eq(containers.id, containerId), isGoverned));
  return row ? { containerId, ...row } : null;
}

/** Changes with every backup that becomes live, is so no more, or is pinned or unpinned. */
async function readStamp(db: Database, containerId: string): Promise<string> {
  const [row] = await db
    .select({ count: sql<number>`count(*)`, last: sql<string | null>`max(${backups.updated})` })
    .from(backups)
    .where(and(eq(backups.containerId, containerId), eq(backups.state, "live")));
  return `${row?.count} ${row?.last}`;
}

/** What was asked for longest ago is forgotten first. */
function keep(containerId: string, entry: Kept): void {
  cache.delete(containerId);
  cache.set(containerId, entry);
  let held = 0;
  for (const { judged } of cache.values()) held += judged.size;
  for (const [id, { judged }] of cache) {
    if (held <= mostJudged || id === containerId) break;
    cache.delete(id);
    held -= judged.size;
  }
}
