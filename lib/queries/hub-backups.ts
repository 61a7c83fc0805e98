import { type InfiniteData, infiniteQueryOptions, type QueryClient } from "@tanstack/react-query";
import type { HubBackupDto } from "#lib/api/overview-dto";
import type { ApiList } from "#lib/api/types";
import { patchPages } from "#lib/queries/patch-backups";
import { request } from "#lib/queries/request";

/** Which backups of the hub are listed, as the address and the API name it; blank ones are left out. */
export type HubBackupsFilter = { [name in HubBackupsFilterName]?: string | undefined };
export type HubBackupsFilterName =
  | "state"
  | "trigger"
  | "integration"
  | "container"
  | "environment"
  | "search"
  | "from"
  | "to";

type Page = ApiList<HubBackupDto>;
type Pages = InfiniteData<Page, string | null>;

const key = ["hub-backups"] as const;
const firstPageSize = 60;
const nextPageSize = 200;
/** Above this a list is fetched again instead of row by row. */
const manyAtOnce = 40;

function fetchPage(filter: HubBackupsFilter, more: Record<string, string>, signal?: AbortSignal) {
  const given = Object.entries({ ...filter, ...more }).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given);
  return request<Page>(`/hubs/current/backups?${search}`, { signal });
}

/** All containers' backups in keyset pages, newest first. */
export function hubBackupsQuery(filter: HubBackupsFilter) {
  return infiniteQueryOptions({
    queryKey: [...key, filter],
    queryFn: ({ pageParam, signal }) =>
      fetchPage(
        filter,
        pageParam === null
          ? { limit: String(firstPageSize) }
          : { limit: String(nextPageSize), cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.next_cursor ?? null,
    staleTime: 30_000,
  });
}

/**
 * Brings these backups in the lists that are shown up to date: the server says which of them a list's
 * filters let through now, the others leave it.
 */
export async function refreshHubBackups(client: QueryClient, ids: string[]): Promise<void> {
  const shown = client.getQueryCache().findAll({ queryKey: key, type: "active" });
  if (ids.length > manyAtOnce) return renewHubBackups(client);
  await Promise.all(
    shown.map(async ({ queryKey }) => {
      const filter = queryKey[1] as HubBackupsFilter;
      const { data } = await fetchPage(filter, { ids: ids.join(), limit: String(ids.length) });
      const found = new Map<string, HubBackupDto | null>(ids.map((id) => [id, null]));
      for (const row of data) found.set(row.id, row);
      client.setQueryData<Pages>(queryKey, (list) => list && patchPages(list, found));
    }),
  );
}

/** Forgets all but each list's first page and fetches that again. */
export async function renewHubBackups(client: QueryClient): Promise<void> {
  client.setQueriesData<Pages>(
    { queryKey: key },
    (list) => list && { pages: list.pages.slice(0, 1), pageParams: list.pageParams.slice(0, 1) },
  );
  await client.invalidateQueries({ queryKey: key });
}
