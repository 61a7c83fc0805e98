import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { BackupDto } from "#lib/api/backup-dto";
import type { ApiList } from "#lib/api/types";
import { type BackupFilter, noFilter, passes } from "#lib/queries/backup-filter";
import { backupQuery, fetchBackup, restoredQuery } from "#lib/queries/backups";
import { serverNow } from "#lib/queries/server-clock";

type PagesOf<B> = InfiniteData<ApiList<B>, string | null>;
type Pages = PagesOf<BackupDto>;

/** A row as it is now, a change of the row that is there, or null when it is gone. */
export type BackupPatch<B = BackupDto> = B | ((row: B) => B) | null;

const isNewer = (a: BackupDto, b: BackupDto) =>
  a.events.created > b.events.created || (a.events.created === b.events.created && a.id > b.id);

/** Applies patches by backup id to the loaded pages of a container's list, in one pass. */
export function patchBackups(
  client: QueryClient,
  containerId: string,
  patches: ReadonlyMap<string, BackupPatch>,
): void {
  for (const query of client
    .getQueryCache()
    .findAll({ queryKey: ["backups", containerId, "list"] })) {
    const filter = (query.queryKey[3] ?? noFilter) as BackupFilter;
    const apply = () => {
      const now = serverNow();
      client.setQueryData<Pages>(
        query.queryKey,
        (list) => list && patchPages(list, patches, (row) => passes(filter, row, now)),
      );
    };
    apply();
    // A page on its way is put beside the rows as they stood when it was asked for.
    if (query.state.fetchStatus === "fetching") void query.promise?.then(apply, () => undefined);
  }
  patchOne(client, containerId, patches);
  client.setQueryData(restoredQuery(containerId).queryKey, (list) =>
    list?.flatMap((row) => {
      const patch = patches.get(row.id);
      if (patch === undefined) return [row];
      if (patch === null) return [];
      return [typeof patch === "function" ? patch(row) : patch];
    }),
  );
}

/** The details of an open one: what a list does not know of it is fetched. */
function patchOne(
  client: QueryClient,
  containerId: string,
  patches: ReadonlyMap<string, BackupPatch>,
): void {
  for (const [id] of patches) {
    const { queryKey } = backupQuery(containerId, id);
    if (client.getQueryData(queryKey)) void client.invalidateQueries({ queryKey });
  }
}

/**
 * The same for any list of backups, newest first: rows that are not in it yet are put in.
 *
 * @param passes whether a row belongs into the list still
 */
export function patchPages<B extends BackupDto>(
  list: PagesOf<B>,
  patches: ReadonlyMap<string, BackupPatch<B>>,
  passes: (row: B) => boolean = () => true,
): PagesOf<B> {
  const seen = new Set<string>();
  let removed = 0;
  const pages = list.pages.map((page) => {
    if (!page.data.some((row) => patches.has(row.id))) return page;
    const data = page.data.flatMap((row) => {
      const patch = patches.get(row.id);
      if (patch === undefined) return [row];
      seen.add(row.id);
      if (patch === null) {
        removed += 1;
        return [];
      }
      const patched = typeof patch === "function" ? patch(row) : patch;
      if (passes(patched)) return [patched];
      removed += 1;
      return [];
    });
    return { ...page, data };
  });
  const added = [...patches]
    .filter(([id]) => !seen.has(id))
    .flatMap(([, patch]) => (patch === null || typeof patch === "function" ? [] : [patch]))
    .filter((row) => row.state.current !== "deleted" && passes(row));
  const placed = added.filter((row) => insert(pages, row)).length;
  const change = placed - removed;
  return {
    ...list,
    pages: pages.map((page) =>
      page.total === undefined ? page : { ...page, total: page.total + change },
    ),
  };
}

/**
 * Puts a row where its time belongs; one older than all loaded rows comes with its own page, and is
 * counted among them already.
 *
 * @returns whether it was put in
 */
function insert<B extends BackupDto>(pages: ApiList<B>[], row: B): boolean {
  for (const [index, page] of pages.entries()) {
    const at = page.data.findIndex((other) => isNewer(row, other));
    const isEnd = index === pages.length - 1 && !page.next_cursor;
    if (at === -1 && !isEnd) continue;
    const data = [...page.data];
    data.splice(at === -1 ? data.length : at, 0, row);
    pages[index] = { ...page, data };
    return true;
  }
  return false;
}

/** After a gap without events: forgets all but the first page and fetches that again. */
export function renewBackups(client: QueryClient): void {
  client.setQueriesData<Pages>(
    { queryKey: ["backups"], predicate: ({ queryKey }) => queryKey[2] === "list" },
    (list) => list && { pages: list.pages.slice(0, 1), pageParams: list.pageParams.slice(0, 1) },
  );
}

/** Fetches one backup and puts it where it stands in the list. */
export async function refreshBackup(
  client: QueryClient,
  containerId: string,
  backupId: string,
): Promise<void> {
  const backup = await fetchBackup(containerId, backupId);
  patchBackups(client, containerId, new Map([[backupId, backup]]));
}
