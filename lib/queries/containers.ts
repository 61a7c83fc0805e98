import { queryOptions } from "@tanstack/react-query";
import type {
  ContainerDto,
  ContainerSummaryDto,
  DeletionPreviewDto,
  InstanceDto,
} from "#lib/api/container-dto";
import type { JobDescriptorDto } from "#lib/api/hub-dto";
import { request } from "#lib/queries/request";

export const containersKey = ["containers"] as const;

/** Every container of the hub in few words each; kept fresh by live events. */
export function containersQuery() {
  return queryOptions({
    // A large list is not fetched again for looking away and back.
    staleTime: 300_000,
    queryKey: [...containersKey, "list"],
    queryFn: async ({ signal }) =>
      (await request<{ data: ContainerSummaryDto[] }>("/containers?view=summary", { signal })).data,
  });
}

export function containerQuery(containerId: string) {
  return queryOptions({
    queryKey: [...containersKey, "one", containerId],
    queryFn: ({ signal }) => fetchContainer(containerId, signal),
  });
}

export function instancesQuery(containerId: string) {
  return queryOptions({
    queryKey: [...containersKey, "one", containerId, "instances"],
    queryFn: async ({ signal }) =>
      (await request<{ data: InstanceDto[] }>(`/containers/${containerId}/instances`, { signal }))
        .data,
  });
}

export async function fetchContainer(
  containerId: string,
  signal?: AbortSignal,
): Promise<ContainerDto> {
  return (await request<{ data: ContainerDto }>(`/containers/${containerId}`, { signal })).data;
}

/** Says whether it is stateful against what was detected; null goes back to the detected. */
export async function overrideStateful(
  containerId: string,
  stateful: boolean | null,
): Promise<ContainerDto> {
  const answer = await request<{ data: ContainerDto }>(`/containers/${containerId}`, {
    method: "PATCH",
    body: { stateful_override: stateful },
  });
  return answer.data;
}

/** Says whether its backups stay when it is gone. */
export async function keepBackups(containerId: string, keep: boolean): Promise<ContainerDto> {
  const answer = await request<{ data: ContainerDto }>(`/containers/${containerId}`, {
    method: "PATCH",
    body: { keep_backups: keep },
  });
  return answer.data;
}

/** What deleting it would remove, as of just now. */
export function deletionPreviewQuery(containerId: string) {
  return queryOptions({
    staleTime: 0,
    queryKey: [...containersKey, "one", containerId, "deletion"],
    queryFn: async ({ signal }) =>
      (
        await request<{ data: DeletionPreviewDto }>(`/containers/${containerId}/deletion`, {
          signal,
        })
      ).data,
  });
}

/** Deletes it with all its backups; how far that is comes as live events. */
export async function deleteContainer(
  containerId: string,
  { name, volumes }: { name: string; volumes: boolean },
): Promise<JobDescriptorDto> {
  const search = new URLSearchParams({ name, volumes: String(volumes) });
  const answer = await request<{ data: JobDescriptorDto }>(`/containers/${containerId}?${search}`, {
    method: "DELETE",
  });
  return answer.data;
}
