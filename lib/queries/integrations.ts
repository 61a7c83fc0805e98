import { queryOptions } from "@tanstack/react-query";
import type { IntegrationDto } from "#lib/api/integration-dto";
import type { Vendor } from "#lib/integrations/types";
import { request } from "#lib/queries/request";

const path = "/hubs/current/integrations";

/** A missing or blank secret keeps the one that is there. */
export type IntegrationInput = {
  name: string;
  vendor: Vendor;
  auth: { region?: string; key_id?: string; secret?: string };
  extra: {
    bucket?: string;
    endpoint?: string;
    path_style?: boolean;
    path?: string;
    prefix?: string;
  };
};

export function integrationsQuery() {
  return queryOptions({
    queryKey: ["integrations"],
    queryFn: async ({ signal }) =>
      (await request<{ data: IntegrationDto[] }>(path, { signal })).data,
  });
}

/** Adds one, or changes the one named. */
export async function saveIntegration(
  id: string | null,
  input: IntegrationInput,
): Promise<IntegrationDto> {
  const answer = await request<{ data: IntegrationDto }>(id === null ? path : `${path}/${id}`, {
    method: id === null ? "POST" : "PATCH",
    body: input,
  });
  return answer.data;
}

/** Runs real calls against the store; answers when they are done, with the state they led to. */
export async function verifyIntegration(id: string): Promise<IntegrationDto> {
  const answer = await request<{ data: IntegrationDto }>(`${path}/${id}/tasks`, {
    method: "POST",
    body: { action: "verify" },
  });
  return answer.data;
}

export async function deleteIntegration(id: string): Promise<void> {
  await request(`${path}/${id}`, { method: "DELETE" });
}
