import { queryOptions } from "@tanstack/react-query";
import type { VolumeDto, VolumeSizesDto } from "#lib/api/volume-dto";
import { containersKey } from "#lib/queries/containers";
import { request } from "#lib/queries/request";

/** A container's mounts. Its key lies under the container's: what renews that, renews this. */
export function volumesQuery(containerId: string) {
  return queryOptions({
    queryKey: [...containersKey, "one", containerId, "volumes"],
    queryFn: async ({ signal }) =>
      (await request<{ data: VolumeDto[] }>(`/containers/${containerId}/volumes`, { signal })).data,
  });
}

/** Their sizes, which Docker takes its time for. */
export function volumeSizesQuery(containerId: string) {
  return queryOptions({
    queryKey: ["volume-sizes", containerId],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const path = `/containers/${containerId}/volumes/sizes`;
      return (await request<{ data: VolumeSizesDto }>(path, { signal })).data;
    },
  });
}
