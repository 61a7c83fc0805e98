import type { QueryClient } from "@tanstack/react-query";
import { backupConfigQuery } from "#lib/queries/backup-config";
import { backupsQuery, restoredQuery } from "#lib/queries/backups";
import { containerQuery, instancesQuery } from "#lib/queries/containers";
import { volumesQuery } from "#lib/queries/volumes";

export type ContainerTab =
  | "dashboard"
  | "instances"
  | "volumes"
  | "backups"
  | "config/integrations/backups"
  | "settings";

/**
 * Asks for what a tab of the container modal shows while the tab itself is still on its way: so it does
 * not come after it. What is known and fresh is not asked for again; a failure is the tab's to show.
 */
export function loadTab(client: QueryClient, containerId: string, tab: ContainerTab): void {
  void client.prefetchQuery(containerQuery(containerId));
  if (tab === "instances" || tab === "config/integrations/backups")
    void client.prefetchQuery(instancesQuery(containerId));
  if (tab === "volumes") void client.prefetchQuery(volumesQuery(containerId));
  if (tab === "backups" || tab === "config/integrations/backups")
    void client.prefetchQuery(backupConfigQuery(containerId));
  if (tab === "backups") {
    void client.prefetchInfiniteQuery(backupsQuery(containerId));
    void client.prefetchQuery(restoredQuery(containerId));
  }
}
