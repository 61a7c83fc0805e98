import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { JobDescriptorDto } from "#lib/api/hub-dto";
import type { BucketDto, UnknownObjectDto } from "#lib/api/sweep-dto";
import type { ApiList } from "#lib/api/types";
import { request } from "#lib/queries/request";

const pathOf = (integrationId: string) => `/hubs/current/integrations/${integrationId}`;

/** When containers' buckets were last compared. */
export const comparedKey = ["compared"] as const;

/** All that is known of an integration's bucket begins with this. */
export function bucketKey(integrationId: string) {
  return ["buckets", integrationId] as const;
}

/** What the last comparison of an integration's bucket found, and what runs now. */
export function bucketQuery(integrationId: string) {
  return queryOptions({
    queryKey: [...bucketKey(integrationId), "summary"],
    queryFn: async ({ signal }) =>
      (await request<{ data: BucketDto }>(`${pathOf(integrationId)}/bucket`, { signal })).data,
  });
}

/** Objects in its bucket that no backup knows, in keyset pages. */
export function unknownObjectsQuery(integrationId: string) {
  return infiniteQueryOptions({
    queryKey: [...bucketKey(integrationId), "unknown"],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ limit: "100", ...(pageParam && { cursor: pageParam }) });
      const path = `${pathOf(integrationId)}/unknown-objects?${search}`;
      return request<ApiList<UnknownObjectDto>>(path, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? null,
  });
}

/** When the bucket that a container stores in was last compared with the catalogue; null for none. */
export function comparedQuery(containerId: string) {
  return queryOptions({
    queryKey: [...comparedKey, containerId],
    queryFn: async ({ signal }) =>
      (
        await request<{ data: { compared: string | null } }>(
          `/containers/${containerId}/backups/compared`,
          { signal },
        )
      ).data.compared,
  });
}

export type BucketTask =
  | { action: "sweep" }
  | { action: "rebuild" }
  | { action: "import"; contents: { ids: string[] } | { all: true } };

/** Asks for a comparison, a rebuild or an import; what comes of it arrives as live events. */
export async function startBucketTask(
  integrationId: string,
  task: BucketTask,
): Promise<JobDescriptorDto> {
  const answer = await request<{ data: JobDescriptorDto }>(`${pathOf(integrationId)}/tasks`, {
    method: "POST",
    body: task,
  });
  return answer.data;
}
