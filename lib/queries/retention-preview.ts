import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { RetentionPreviewDto } from "#lib/api/container-dto";
import type { RetentionPolicy } from "#lib/backups/types";
import { request } from "#lib/queries/request";

/**
 * Which of the container's backups would go under a policy that is not saved. While the next one is
 * fetched the one before stays (`isPlaceholderData`). Fails with `ApiFailure` (422, with `fields` such
 * as `retention.age`) when the policy is not one.
 *
 * @param timeZone whose days, weeks, months and years count
 */
export function retentionPreviewQuery(
  containerId: string,
  retention: RetentionPolicy,
  timeZone: string,
) {
  return queryOptions({
    // Under `backups`, so that what refreshes a container's backups refreshes this too.
    queryKey: ["backups", containerId, "retention-preview", retention, timeZone],
    queryFn: async ({ signal }) =>
      (
        await request<{ data: RetentionPreviewDto }>(
          `/containers/${containerId}/config/integrations/backups/retention-preview`,
          { method: "POST", body: { retention, time_zone: timeZone }, signal },
        )
      ).data,
    placeholderData: keepPreviousData,
  });
}
