import { queryOptions } from "@tanstack/react-query";
import type { HubDto, HubSettingsDto } from "#lib/api/hub-dto";
import type { HubSettings } from "#lib/hubs/types";
import { request } from "#lib/queries/request";

const path = "/hubs/current";
export const hubKey = ["hub"] as const;

export function hubQuery() {
  return queryOptions({
    queryKey: [...hubKey, "name"],
    queryFn: async ({ signal }) => (await request<{ data: HubDto }>(path, { signal })).data,
  });
}

export function hubSettingsQuery() {
  return queryOptions({
    queryKey: [...hubKey, "settings"],
    queryFn: async ({ signal }) =>
      (await request<{ data: HubSettingsDto }>(`${path}/settings`, { signal })).data,
  });
}

export async function renameHub(name: string): Promise<HubDto> {
  return (await request<{ data: HubDto }>(path, { method: "PATCH", body: { name } })).data;
}

/** Null goes back to the default; what is left out stays. */
export type SettingsChange = { [K in keyof HubSettings]?: number | null };

export async function saveSettings(change: SettingsChange): Promise<HubSettingsDto> {
  const answer = await request<{ data: HubSettingsDto }>(`${path}/settings`, {
    method: "PATCH",
    body: change,
  });
  return answer.data;
}
