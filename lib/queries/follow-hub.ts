import type { QueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "#lib/api/live-event";
import { gather } from "#lib/queries/gather";
import { refreshHubBackups, renewHubBackups } from "#lib/queries/hub-backups";
import { countsKey, overviewKey, statsKey } from "#lib/queries/overview";

/**
 * Keeps what sums up the whole hub true: it is asked for again after a change, however many changes come
 * at once, and only while it is on the screen. The charts may lag behind a little longer.
 */
export function createHubFollower(client: QueryClient): (event: LiveEvent) => void {
  // One that is under way was asked before the last change, so it does not count.
  const renew = (queryKey: readonly string[]) => client.invalidateQueries({ queryKey });
  const renewOverview = gather<null>(700, () => renew(overviewKey));
  const renewCounts = gather<null>(2000, () => renew(countsKey));
  const renewStats = gather<null>(2000, () => renew(statsKey));
  const renewRows = gather<null>(300, (ids) =>
    // What fails now is fetched when the list is looked at again.
    refreshHubBackups(client, [...ids.keys()]).catch(() => renewHubBackups(client)),
  );

  return function follow(event) {
    if (event.type === "log" || event.type.endsWith(".progress")) return;
    renewOverview("overview", null);
    if (event.type === "backup" || event.type === "restore") {
      renewRows(event.type === "backup" ? event.id : event.backup_id, null);
    }
    if (event.type === "backup" || event.type === "integration") renewStats("stats", null);
    if (event.type === "backup" || event.type === "container") renewCounts("counts", null);
  };
}
