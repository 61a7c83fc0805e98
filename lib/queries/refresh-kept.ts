import type { QueryClient } from "@tanstack/react-query";
import { noFilter } from "#lib/queries/backup-filter";
import { fetchBackupsPage, storedQuery } from "#lib/queries/backups";
import { type BackupPatch, patchBackups } from "#lib/queries/patch-backups";

/**
 * A backup that comes, goes or is pinned moves others out of a rule or into one. What the newest rows say
 * of it is fetched again where somebody looks at the list; those far down say it when they are next read.
 */
export async function refreshKept(client: QueryClient, containerId: string): Promise<void> {
  const list = { queryKey: ["backups", containerId, "list"], type: "active" } as const;
  if (client.getQueryCache().findAll(list).length === 0) return;
  const { data } = await fetchBackupsPage(containerId, noFilter, null);
  const patches = data.map(({ id, expires, kept_by }): [string, BackupPatch] => [
    id,
    (row) => ({ ...row, expires, kept_by }),
  ]);
  patchBackups(client, containerId, new Map(patches));
  void client.invalidateQueries(storedQuery(containerId));
}
