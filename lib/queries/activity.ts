import { type InfiniteData, infiniteQueryOptions, type QueryClient } from "@tanstack/react-query";
import type { ActivityDto } from "#lib/api/hub-dto";
import type { ApiList } from "#lib/api/types";
import { request } from "#lib/queries/request";

const path = "/hubs/current/activity";
const pageSize = 100;
const activityKey = ["activity"] as const;

type Page = ApiList<ActivityDto>;
type Pages = InfiniteData<Page, string | null>;

/** As the API names them; what is left out lets everything through. */
export type ActivityFilter = {
  kind?: string;
  actor?: string;
  container?: string;
  /** RFC 3339: at this time or later, and before that. */
  from?: string;
  to?: string;
};

/** The audit trail in keyset pages, newest first. */
export function activityQuery(filter: ActivityFilter) {
  return infiniteQueryOptions({
    queryKey: [...activityKey, filter],
    queryFn: ({ pageParam, signal }) => fetchPage(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.next_cursor ?? null,
    staleTime: Number.POSITIVE_INFINITY,
    // A trail that is not looked at is not kept fresh either.
    gcTime: 0,
  });
}

function fetchPage(filter: ActivityFilter, cursor: string | null, signal?: AbortSignal) {
  const search = new URLSearchParams({ ...filter, limit: String(pageSize) });
  if (cursor !== null) search.set("cursor", cursor);
  return request<Page>(`${path}?${search}`, { signal });
}

/** Where a browser downloads all that the filter lets through. */
export function exportAddress(filter: ActivityFilter, format: "csv" | "json"): string {
  return `/api/v1${path}/export?${new URLSearchParams({ ...filter, format })}`;
}

/** Something new was written: puts it before what is shown. */
export async function refreshActivity(client: QueryClient): Promise<void> {
  const shown = client.getQueryCache().findAll({ queryKey: activityKey, type: "active" });
  await Promise.all(
    shown.map(async ({ queryKey }) => {
      const fresh = await fetchPage(queryKey[1] as ActivityFilter, null).catch(() => null);
      if (fresh) client.setQueryData<Pages>(queryKey, (list) => list && withNewest(list, fresh));
    }),
  );
}

/** The loaded pages with a fresh first one; all of them anew when so much has come that rows lie between. */
export function withNewest(list: Pages, fresh: Page): Pages {
  const [first] = list.pages;
  const known = new Set(first?.data.map(({ id }) => id));
  const isGap = fresh.next_cursor && !fresh.data.some(({ id }) => known.has(id));
  if (!first || isGap) return { pages: [fresh], pageParams: [null] };
  const added = fresh.data.filter(({ id }) => !known.has(id));
  // A long transaction is written down with the time it began at.
  const data = [...added, ...first.data].sort(newestFirst);
  return { ...list, pages: [{ ...first, data }, ...list.pages.slice(1)] };
}

function newestFirst(a: ActivityDto, b: ActivityDto): number {
  if (a.time !== b.time) return a.time < b.time ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

/** After a gap without events: forgets all but the first page and fetches that again. */
export function renewActivity(client: QueryClient): void {
  client.setQueriesData<Pages>(
    { queryKey: activityKey },
    (list) => list && { pages: list.pages.slice(0, 1), pageParams: list.pageParams.slice(0, 1) },
  );
  void client.invalidateQueries({ queryKey: activityKey });
}
