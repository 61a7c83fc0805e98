import { queryOptions } from "@tanstack/react-query";
import type { BackupConfigDto } from "#lib/api/container-dto";
import { request } from "#lib/queries/request";

const pathOf = (containerId: string) => `/containers/${containerId}/config/integrations/backups`;

export type BackupConfigInput = {
  integration_id: string;
  backup: { command: string; timeout: string };
  restore: { command: string; timeout: string } | null;
};

/** What is set at Config → Integrations → Backups, or null when nothing is. */
export function backupConfigQuery(containerId: string) {
  return queryOptions({
    queryKey: ["backup-config", containerId],
    queryFn: async ({ signal }) =>
      (await request<{ data: BackupConfigDto | null }>(pathOf(containerId), { signal })).data,
  });
}

/** Throws `ApiFailure` with `fields` such as `backup.command` when something is wrong at a field. */
export async function saveBackupConfig(
  containerId: string,
  input: BackupConfigInput,
): Promise<BackupConfigDto> {
  const answer = await request<{ data: BackupConfigDto }>(pathOf(containerId), {
    method: "PATCH",
    body: input,
  });
  return answer.data;
}
