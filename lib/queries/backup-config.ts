import { queryOptions } from "@tanstack/react-query";
import type { BackupConfigDto } from "#lib/api/container-dto";
import type { RetentionPolicy } from "#lib/backups/types";
import { request } from "#lib/queries/request";

const pathOf = (containerId: string) => `/containers/${containerId}/config/integrations/backups`;

export type BackupConfigInput = {
  integration_id: string;
  backup: {
    command: string;
    timeout: string;
    /** Null ends the schedule. */
    cron_string?: string | null;
    time_zone?: string;
    /** Null is each instance. */
    instance_id?: string | null;
  };
  restore: { command: string; timeout: string } | null;
  retention?: RetentionPolicy;
};

export const backupConfigsKey = ["backup-config"] as const;

/** What is set at Config → Integrations → Backups, or null when nothing is. */
export function backupConfigQuery(containerId: string) {
  return queryOptions({
    queryKey: [...backupConfigsKey, containerId],
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
