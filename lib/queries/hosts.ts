import { queryOptions } from "@tanstack/react-query";
import type { HostDto } from "#lib/api/container-dto";
import { request } from "#lib/queries/request";

export function hostsQuery() {
  return queryOptions({
    queryKey: ["hosts"],
    queryFn: async ({ signal }) => (await request<{ data: HostDto[] }>("/hosts", { signal })).data,
  });
}
