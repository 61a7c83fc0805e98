import { and, desc, eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import { backups, restores } from "#drizzle/backups";
import { users } from "#drizzle/hubs";
import { integrations } from "#drizzle/integrations";
import type { BackupDetailDto, BackupDto, RestoreDto } from "#lib/api/backup-dto";
import { type BackupFilter, backupCondition } from "#lib/api/backup-filter";
import { encodeCursor } from "#lib/api/cursor";
import { keyset } from "#lib/api/keyset";
import type { Page } from "#lib/api/params";
import { readByHand } from "#lib/api/read-by-hand";
import { type Expiry, readExpiry } from "#lib/api/read-expiry";
import { toBackup, toRestore } from "#lib/api/to-backup";
import type { Database } from "#lib/db/client";

// The parts of a large backup are a long list: only the one backup's own page reads them.
const { parts: _parts, ...listed } = getTableColumns(backups);
const columns = { ...listed, integrationName: integrations.name, creatorName: users.name };

/** One page of a container's backups, by keyset: as quick at the 10,000th row as at the first. */
export async function readBackups(
  db: Database,
  where: { hubId: string; containerId: string },
  page: Page & BackupFilter,
): Promise<{ data: BackupDto[]; next_cursor: string | null; total: number }> {
  const kept = and(
    eq(backups.hubId, where.hubId),
    eq(backups.containerId, where.containerId),
    sql`${backups.state} <> 'deleted'`,
    backupCondition(page),
  );
  const { after, order } = keyset(backups, page);
  const [expiry, total] = await Promise.all([
    readExpiry(db, where.containerId),
    db.$count(backups, kept),
  ]);
  const list = { where: and(kept, after), order, limit: page.limit + 1, offset: page.offset };
  const rows = await readListed(db, list, expiry);
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    data: shown,
    next_cursor: last
      ? encodeCursor({ created: new Date(last.events.created), id: last.id })
      : null,
    total,
  };
}

/**
 * Backups as a list shows them, each with the restores made from it; until when they are kept is said
 * where `expiry` is given.
 */
export async function readListed(
  db: Database,
  page: { where: SQL | undefined; order: SQL[]; limit: number; offset: number },
  expiry?: ReadonlyMap<string, Expiry>,
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
  return rows.map((row) => toBackup(row, restored.get(row.id) ?? [], expiry));
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
  const [restored, expiry, byHand] = await Promise.all([
    readRestores(db, [row.id]),
    readExpiry(db, where.containerId),
    readByHand(db, row),
  ]);
  return {
    ...toBackup(row, restored.get(row.id) ?? [], expiry),
    parts: row.parts ?? [],
    manifest_path: row.manifestPath,
    by_hand: byHand === null ? null : { command: byHand },
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
