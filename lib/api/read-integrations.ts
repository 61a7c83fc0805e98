import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { backupConfigs, backups } from "#drizzle/backups";
import { users } from "#drizzle/hubs";
import { integrations } from "#drizzle/integrations";
import type { IntegrationDto } from "#lib/api/integration-dto";
import { timeOrNever } from "#lib/api/times";
import type { Database } from "#lib/db/client";

/** The hub's integrations, or the one asked for; never a secret. */
export async function readIntegrations(
  db: Database,
  hubId: string,
  id?: string,
): Promise<IntegrationDto[]> {
  const kept = sql`${backups.state} <> 'deleted' and ${backups.integrationId} = ${integrations.id}`;
  const rows = await db
    .select({
      row: integrations,
      creatorName: users.name,
      count: sql<number>`(select count(*)::int from ${backups} where ${kept} and ${backups.path} is not null)`,
      containers: sql<number>`(select count(*)::int from ${backupConfigs} where ${backupConfigs.integrationId} = ${integrations.id})`,
      size: sql<string>`(select coalesce(sum(${backups.size}), 0)::text from ${backups} where ${kept})`,
    })
    .from(integrations)
    .leftJoin(users, eq(users.id, integrations.creatorId))
    .where(
      and(
        eq(integrations.hubId, hubId),
        isNull(integrations.deleted),
        id ? eq(integrations.id, id) : undefined,
      ),
    )
    .orderBy(asc(integrations.created), asc(integrations.id));
  return rows.map(({ row, creatorName, count, size, containers }) => ({
    ...toIntegration(row, creatorName, { count, size: Number(size) }),
    containers,
  }));
}

/** Cycle's `include=integrations`: the integrations by id beside a list. */
export async function readIncludes(db: Database, hubId: string, include: string | undefined) {
  if (!include?.split(",").includes("integrations")) return {};
  const list = await readIntegrations(db, hubId);
  return { includes: { integrations: Object.fromEntries(list.map((one) => [one.id, one])) } };
}

function toIntegration(
  row: typeof integrations.$inferSelect,
  creatorName: string | null,
  held: { count: number; size: number },
): Omit<IntegrationDto, "containers"> {
  const { settings } = row;
  const inFolder = settings.vendor === "folder";
  return {
    id: row.id,
    identifier: row.identifier,
    name: row.name,
    vendor: row.vendor,
    auth: {
      region: inFolder ? null : settings.region,
      key_id: inFolder ? null : settings.keyId,
      has_secret: row.sealedSecret !== null,
    },
    extra: {
      bucket: inFolder ? null : settings.bucket,
      endpoint: inFolder ? null : settings.endpoint,
      path_style: settings.vendor === "s3" ? settings.pathStyle : null,
      path: inFolder ? settings.path : null,
      prefix: settings.prefix,
    },
    creator: { id: row.creatorId, name: creatorName ?? "Holdfast" },
    hub_id: row.hubId,
    state: {
      current: row.state,
      changed: row.stateChanged.toISOString(),
      ...(row.error ? { error: { message: row.error } } : {}),
    },
    verified: timeOrNever(row.verified),
    backups: held,
    events: {
      created: row.created.toISOString(),
      updated: row.updated.toISOString(),
      deleted: timeOrNever(row.deleted),
    },
  };
}
