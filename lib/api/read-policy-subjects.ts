import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { backupConfigs } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import type { PolicySubject } from "#lib/backups/plan-policy";
import type { Database } from "#lib/db/client";

/** What a policy has to know of these containers of the hub, by id; one that is not there is left out. */
export async function readPolicySubjects(
  db: Database,
  hubId: string,
  containerIds: readonly string[],
): Promise<Map<string, PolicySubject>> {
  const rows = await db
    .select({
      id: containers.id,
      stateful: sql<boolean>`coalesce(${containers.statefulOverride}, ${containers.statefulDetected})`,
      leaving: sql<boolean>`${containers.state} = 'gone' or ${containers.deleteRequested} is not null`,
      image: containers.image,
      mounts: containers.mounts,
      config: backupConfigs,
    })
    .from(containers)
    .leftJoin(backupConfigs, eq(backupConfigs.containerId, containers.id))
    .where(
      and(
        eq(containers.hubId, hubId),
        isNull(containers.deleted),
        inArray(containers.id, [...containerIds]),
      ),
    );
  return new Map(
    rows.map(({ config, ...container }) => [
      container.id,
      { ...container, config: config && toConfig(config) },
    ]),
  );
}

function toConfig(row: typeof backupConfigs.$inferSelect): PolicySubject["config"] {
  return {
    integrationId: row.integrationId,
    backup: { command: row.backupCommand, timeout: row.backupTimeout },
    restore:
      row.restoreCommand === null
        ? null
        : { command: row.restoreCommand, timeout: row.restoreTimeout },
    cronString: row.cronString,
    timeZone: row.timeZone,
    retention: row.retention,
  };
}
