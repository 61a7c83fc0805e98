import { and, eq } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import type { Database } from "#lib/db/client";
import { newestFirst } from "#lib/db/newest-first";
import type { ObjectRef } from "#lib/pipeline/ports";

/** The object of an integration's newest live backup, or null while it holds none. */
export async function newestLiveObject(
  db: Database,
  integrationId: string,
): Promise<ObjectRef | null> {
  const [row] = await db
    .select({ key: backups.path, versionId: backups.versionId })
    .from(backups)
    .where(and(eq(backups.integrationId, integrationId), eq(backups.state, "live")))
    .orderBy(...newestFirst(backups))
    .limit(1);
  return row?.key ? { key: row.key, versionId: row.versionId } : null;
}
