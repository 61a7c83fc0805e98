import { and, eq } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import type { ManifestDto } from "#lib/api/backup-dto";
import type { WebDeps } from "#lib/api/web-deps";
import { readManifest } from "#lib/backups/catalogue/read-manifest";
import { Refusal } from "#lib/hubs/refusal";

const readMs = 20_000;

/**
 * The manifest that lies beside a backup's object now, as the bucket gives it.
 *
 * @throws Refusal where there is no such backup, or it has no manifest; StoreError
 */
export async function readStoredManifest(
  deps: Pick<WebDeps, "db" | "openStore">,
  where: { hubId: string; containerId: string; backupId: string },
): Promise<ManifestDto> {
  const [row] = await deps.db
    .select()
    .from(backups)
    .where(
      and(
        eq(backups.hubId, where.hubId),
        eq(backups.containerId, where.containerId),
        eq(backups.id, where.backupId),
      ),
    );
  if (!row || row.state === "deleted")
    throw new Refusal("not-found", "This container has no such backup.", {
      subject: "container.backup",
    });
  if (!row.manifestPath)
    throw new Refusal("invalid-state", "This backup has no manifest: nothing was stored.");
  const { store } = await deps.openStore(row.integrationId);
  try {
    const found = await readManifest(store, row.manifestPath, AbortSignal.timeout(readMs));
    if (!found) return { path: row.manifestPath, content: null };
    return { path: row.manifestPath, content: "manifest" in found ? found.manifest : null };
  } finally {
    store.close();
  }
}
