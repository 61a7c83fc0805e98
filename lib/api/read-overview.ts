import { sql } from "drizzle-orm";
import { backupConfigs, backups, restores } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import { integrations } from "#drizzle/integrations";
import type { FirstStepsDto, OverviewDto } from "#lib/api/overview-dto";
import { readAttention } from "#lib/api/read-attention";
import { readBackupCounts } from "#lib/api/read-backup-counts";
import { listed } from "#lib/api/read-containers";
import { type HealthAnswer, readHealth } from "#lib/api/read-health";
import { readNextRuns } from "#lib/api/read-next-runs";
import { readRunning } from "#lib/api/read-running";
import type { HealthState } from "#lib/backups/container-health";
import type { Database } from "#lib/db/client";

/**
 * Whether all of a hub is protected, what runs, what needs a person and what comes next.
 *
 * @param allowed whether the reader may see the hub's integrations
 */
export async function readOverview(
  db: Database,
  hubId: string,
  allowed: { integrations: boolean },
): Promise<OverviewDto> {
  const [[health, attention, next], counts, counted, running, steps] = await Promise.all([
    readHealth(db, hubId).then((healths) =>
      Promise.all([
        countHealth(healths),
        readAttention(db, hubId, healths, allowed),
        readNextRuns(db, healths),
      ]),
    ),
    readBackupCounts(db, hubId),
    readContainerCounts(db, hubId),
    readRunning(db, hubId),
    readFirstSteps(db, hubId),
  ]);
  return {
    hub_id: hubId,
    containers: { ...counted, ...health },
    backups: counts,
    running,
    attention,
    next,
    first_steps: steps,
  };
}

/** How many containers the list shows, and how many of them are stateful. */
export async function readContainerCounts(
  db: Database,
  hubId: string,
): Promise<{ total: number; stateful: number }> {
  const stateful = sql`coalesce(${containers.statefulOverride}, ${containers.statefulDetected})`;
  const [row] = await db
    .select({
      total: sql<number>`count(*)::int`,
      stateful: sql<number>`count(*) filter (where ${stateful})::int`,
    })
    .from(containers)
    .where(listed(hubId));
  return row ?? { total: 0, stateful: 0 };
}

function countHealth(healths: ReadonlyMap<string, HealthAnswer>): Record<HealthState, number> {
  const counts = { protected: 0, failing: 0, overdue: 0, unprotected: 0 };
  for (const { health } of healths.values()) if (health) counts[health.current] += 1;
  return counts;
}

/** A failed or cancelled restore is one that was tried: the checklist is over then, whatever came of it. */
async function readFirstSteps(db: Database, hubId: string): Promise<FirstStepsDto> {
  const [row] = await db.execute<FirstStepsDto>(sql`
    select exists (select 1 from ${integrations} i where i.hub_id = ${hubId} and i.deleted is null
        and i.state = 'live' and i.vendor <> 'folder') as off_site,
      exists (select 1 from ${backupConfigs} k where k.hub_id = ${hubId}) as protected,
      exists (select 1 from ${backups} b where b.hub_id = ${hubId}
        and b.state in ('live', 'missing', 'deleting', 'deleted') and b.size > 0) as backed_up,
      exists (select 1 from ${restores} r where r.hub_id = ${hubId}
        and r.state in ('completed', 'failed', 'cancelled')) as restored`);
  return row ?? { off_site: false, protected: false, backed_up: false, restored: false };
}
