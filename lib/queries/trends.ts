import { queryOptions } from "@tanstack/react-query";
import type { TrendDto } from "#lib/api/container-dto";
import { batch } from "#lib/queries/batch";
import { request } from "#lib/queries/request";

/** Rows that only scroll by are not asked for. */
const waitMs = 120;

const ask = batch<number[] | null>({ waitMs, most: 100, otherwise: null }, async (ids) => {
  const { data } = await request<{ data: TrendDto[] }>(`/containers/trends?ids=${ids.join(",")}`);
  return new Map(data.map(({ id, points }) => [id, points]));
});

export const trendsKey = ["trends"] as const;
export const trendKey = (containerId: string) => [...trendsKey, containerId] as const;

/** How a container's stored bytes went over 30 days; null when nothing was stored in that time. */
export function trendQuery(containerId: string) {
  return queryOptions({
    queryKey: trendKey(containerId),
    queryFn: ({ signal }) => ask(containerId, signal),
    staleTime: 600_000,
  });
}
