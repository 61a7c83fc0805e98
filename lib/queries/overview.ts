import { queryOptions } from "@tanstack/react-query";
import type { HubCountsDto, OverviewDto, StatsDto } from "#lib/api/overview-dto";
import { request } from "#lib/queries/request";

export const overviewKey = ["overview"] as const;
export const countsKey = ["counts"] as const;
export const statsKey = ["stats"] as const;

const hub = "/hubs/current";

/** A worker that hangs says nothing: what the clock alone changes is asked for while somebody looks. */
const byTheClock = { refetchInterval: 60_000 } as const;

/** How the hub stands now; live events have it asked for again. */
export function overviewQuery() {
  return queryOptions({
    ...byTheClock,
    queryKey: overviewKey,
    queryFn: async ({ signal }) =>
      (await request<{ data: OverviewDto }>(`${hub}/overview`, { signal })).data,
  });
}

/** The charts' figures, with days as the reader's own clock has them. */
export function statsQuery() {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return queryOptions({
    ...byTheClock,
    queryKey: [...statsKey, timeZone],
    queryFn: async ({ signal }) =>
      (
        await request<{ data: StatsDto }>(
          `${hub}/stats?${new URLSearchParams({ time_zone: timeZone })}`,
          { signal },
        )
      ).data,
  });
}

/** How many containers and backups there are, for the navigation. */
export function countsQuery() {
  return queryOptions({
    queryKey: countsKey,
    queryFn: async ({ signal }) =>
      (await request<{ data: HubCountsDto }>(`${hub}/counts`, { signal })).data,
  });
}
