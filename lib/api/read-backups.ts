import { and, desc, eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import { backups, restores } from "#drizzle/backups";
import { users } from "#drizzle/hubs";
import { integrations } from "#drizzle/integrations";
import type { BackupDetailDto, BackupDto, RestoreDto } from "#lib/api/backup-dto";
import { encodeCursor } from "#lib/api/cursor";
import { keyset } from "#lib/api/keyset";
import type { Page } from "#lib/api/params";
import { secondsBetween, timeOrNever } from "#lib/api/times";
import type { Database } from "#lib/db/client";

// The parts of a large backup are a long list: only the one backup's own page reads them.
const { parts: _parts, ...listed } = getTableColumns(backups);
type Listed = Omit<typeof backups.$inferSelect, "parts"> & {
  integrationName: string;
  creatorName: string | null;
};

const columns = { ...listed, integrationName: integrations.name, creatorName: users.name };

/** One page of a container's backups, by keyset: as quick at the 10,000th row as at the first. */
export async function readBackups(
  db: Database,
  where: { hubId: string; containerId: string },
  page: Page,
): Promise<{ data: BackupDto[]; next_cursor: string | null; total: number }> {
  const kept = and(
    eq(backups.hubId, where.hubId),
    eq(backups.containerId, where.containerId),
    sql`${backups.state} <> 'deleted'`,
  );
  const { after, order } = keyset(backups, page);
  const rows = await readListed(db, {
    where: and(kept, after),
    order,
    limit: page.limit + 1,
    offset: page.offset,
  });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    data: shown,
    next_cursor: last
      ? encodeCursor({ created: new Date(last.events.created), id: last.id })
      : null,
    total: await db.$count(backups, kept),
  };
}

/** Backups as a list shows them, each with the restores made from it. */
export async function readListed(
  db: Database,
  page: { where: SQL | undefined; order: SQL[]; limit: number; offset: number },
): Promise<BackupDto[]> {
  const rows = await db
    .select(columns)
    .from(backups)
    .innerJoin(integrations, eq(integrations.id, backups.integrationId))
    .leftJoin(users, eq(users.id, backups.creatorId))
    .where(page.where)
    .orderBy(...page.order)
    .limit(page.limit)
    .offset(page.offset);
  const restored = await readRestores(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => toBackup(row, restored.get(row.id) ?? []));
}

/** One backup with its parts, or null. */
export async function readBackup(
  db: Database,
  where: { hubId: string; containerId: string; backupId: string },
): Promise<BackupDetailDto | null> {
  const [row] = await db
    .select({ ...columns, parts: backups.parts })
    .from(backups)
    .innerJoin(integrations, eq(integrations.id, backups.integrationId))
    .leftJoin(users, eq(users.id, backups.creatorId))
    .where(
      and(
        eq(backups.hubId, where.hubId),
        eq(backups.containerId, where.containerId),
        eq(backups.id, where.backupId),
        sql`${backups.state} <> 'deleted'`,
      ),
    );
  if (!row) return null;
  const restored = await readRestores(db, [row.id]);
  return {
    ...toBackup(row, restored.get(row.id) ?? []),
    parts: row.parts ?? [],
    manifest_path: row.manifestPath,
  };
}

async function readRestores(db: Database, backupIds: string[]): Promise<Map<string, RestoreDto[]>> {
  const found = new Map<string, RestoreDto[]>();
  if (backupIds.length === 0) return found;
  const rows = await db
    .select({ restore: restores, total: backups.originalSize, creatorName: users.name })
    .from(restores)
    .innerJoin(backups, eq(backups.id, restores.backupId))
    .leftJoin(users, eq(users.id, restores.creatorId))
    .where(inArray(restores.backupId, backupIds))
    .orderBy(desc(restores.created));
  for (const row of rows) {
    const list = found.get(row.restore.backupId) ?? [];
    found.set(row.restore.backupId, list);
    list.push(toRestore(row.restore, row.total, row.creatorName));
  }
  return found;
}

function stateOf<S extends string>(row: {
  state: S;
  stateChanged: Date;
  updated: Date;
  errorCode: string | null;
  errorMessage: string | null;
  leftovers?: string | null;
}) {
  const state = { current: row.state, changed: row.stateChanged.toISOString() };
  const message = [row.errorMessage, row.leftovers].filter(Boolean).join(" ");
  if (message === "") return state;
  return {
    ...state,
    error: {
      code: row.errorCode ?? "unexpected",
      message,
      time: row.updated.toISOString(),
    },
  };
}

function toBackup(row: Listed, restored: RestoreDto[]): BackupDto {
  return {
    id: row.id,
    hub_id: row.hubId,
    container_id: row.containerId,
    instance_id: row.instanceId,
    instance_name: row.instanceName,
    target: {
      integration_id: row.integrationId,
      integration_name: row.integrationName,
      path: row.path ?? "",
      file_id: row.versionId ?? "",
      size: row.size ?? 0,
    },
    state: stateOf(row),
    events: {
      created: row.created.toISOString(),
      updated: row.updated.toISOString(),
      deleted: timeOrNever(row.deleted),
      started: timeOrNever(row.started),
      finished: timeOrNever(row.finished),
    },
    trigger: row.trigger,
    due: row.due?.toISOString() ?? null,
    attempt: row.attempt,
    not_before: row.notBefore?.toISOString() ?? null,
    creator: { id: row.creatorId, name: row.creatorName ?? "Holdfast" },
    command: row.command,
    exit_code: row.exitCode,
    original_size: row.originalSize,
    compression: row.compression,
    sha256: row.sha256,
    duration: secondsBetween(row.started, row.finished),
    pinned: row.pinned,
    cancel_requested: row.cancelRequested !== null,
    restores: restored,
  };
}

function toRestore(
  row: typeof restores.$inferSelect,
  total: number | null,
  creatorName: string | null,
): RestoreDto {
  return {
    id: row.id,
    container_id: row.containerId,
    backup_id: row.backupId,
    instance_id: row.instanceId,
    instance_name: row.instanceName,
    state: stateOf(row),
    command: row.command,
    exit_code: row.exitCode,
    fed_bytes: row.fedBytes,
    total_bytes: total,
    creator: { id: row.creatorId, name: creatorName ?? "Holdfast" },
    cancel_requested: row.cancelRequested !== null,
    duration: secondsBetween(row.started, row.finished),
    events: {
      created: row.created.toISOString(),
      started: timeOrNever(row.started),
      finished: timeOrNever(row.finished),
    },
  };
}
