import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  BackupDetailDto,
  BackupDto,
  BackupLogDto,
  ManifestDto,
  StoredSizesDto,
} from "#lib/api/backup-dto";
import type { JobDescriptorDto } from "#lib/api/hub-dto";
import type { ApiList } from "#lib/api/types";
import { type BackupFilter, filterParams, noFilter } from "#lib/queries/backup-filter";
import { request } from "#lib/queries/request";
import { serverNow } from "#lib/queries/server-clock";

/** Rows of the first page, and of those fetched while scrolling on (the most the API gives). */
const firstPageSize = 60;
const nextPageSize = 200;

/** One page, newest first. */
export type BackupsPage = ApiList<BackupDto>;

const pathOf = (containerId: string) => `/containers/${containerId}/backups`;

export function backupsKey(containerId: string, filter: BackupFilter = noFilter) {
  return ["backups", containerId, "list", filter] as const;
}

/**
 * The container's backups in keyset pages. Live events patch single rows, so that a list of
 * thousands is never fetched again as a whole.
 */
export function backupsQuery(containerId: string, filter: BackupFilter = noFilter) {
  return infiniteQueryOptions({
    queryKey: backupsKey(containerId, filter),
    queryFn: ({ pageParam, signal }) => fetchBackupsPage(containerId, filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: BackupsPage) => page.next_cursor ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function fetchBackupsPage(
  containerId: string,
  filter: BackupFilter,
  cursor: string | null,
  signal?: AbortSignal,
) {
  const search = new URLSearchParams({
    ...filterParams(filter, serverNow()),
    ...(cursor === null
      ? { limit: String(firstPageSize) }
      : { limit: String(nextPageSize), cursor }),
  });
  return request<BackupsPage>(`${pathOf(containerId)}?${search}`, { signal });
}

/** One backup with its parts and how it is restored by hand; live events keep it fresh. */
export function backupQuery(containerId: string, backupId: string) {
  return queryOptions({
    queryKey: ["backups", containerId, "one", backupId],
    queryFn: () => fetchBackup(containerId, backupId),
  });
}

/** The manifest as the bucket gives it now. */
export function manifestQuery(containerId: string, backupId: string) {
  return queryOptions({
    queryKey: ["backups", containerId, "manifest", backupId],
    queryFn: async ({ signal }) =>
      (
        await request<{ data: ManifestDto }>(`${pathOf(containerId)}/${backupId}/manifest`, {
          signal,
        })
      ).data,
    retry: false,
  });
}

/** What the backups took up over the last weeks. */
export function storedQuery(containerId: string) {
  return queryOptions({
    queryKey: ["backups", containerId, "stored"],
    queryFn: async ({ signal }) =>
      (await request<{ data: StoredSizesDto }>(`${pathOf(containerId)}/stored`, { signal })).data,
    staleTime: 60_000,
  });
}

export async function fetchBackup(containerId: string, backupId: string): Promise<BackupDetailDto> {
  return (await request<{ data: BackupDetailDto }>(`${pathOf(containerId)}/${backupId}`)).data;
}

/** Those that are being restored or were within a day, also when the list has not come to them yet. */
export function restoredQuery(containerId: string) {
  return queryOptions({
    queryKey: ["backups", containerId, "restored"],
    queryFn: async ({ signal }) =>
      (await request<{ data: BackupDto[] }>(`/containers/${containerId}/restores`, { signal }))
        .data,
  });
}

/** The backup's log, then one of each restore made from it. */
export function logsQuery(containerId: string, backupId: string) {
  return queryOptions({
    queryKey: ["backups", containerId, "logs", backupId],
    queryFn: async ({ signal }) =>
      (
        await request<{ data: BackupLogDto[] }>(`${pathOf(containerId)}/${backupId}/logs`, {
          signal,
        })
      ).data,
  });
}

/** Backs up now: one instance, or every running one. Answers the new rows. */
export async function createBackup(
  containerId: string,
  instanceId: string | null,
): Promise<BackupDto[]> {
  const answer = await request<{ data: JobDescriptorDto & { backups: BackupDto[] } }>(
    pathOf(containerId),
    { method: "POST", body: instanceId === null ? {} : { instance_id: instanceId } },
  );
  return answer.data.backups;
}

export type DeleteOutcome = { deleted: string[]; refused: { id: string; reason: string }[] };

export async function deleteBackups(containerId: string, ids: string[]): Promise<DeleteOutcome> {
  const answer = await request<{ data: DeleteOutcome }>(`${pathOf(containerId)}/tasks`, {
    method: "POST",
    body: { action: "delete", contents: { ids } },
  });
  return answer.data;
}

export type MarkAction = "pin" | "unpin" | "verify";
export type MarkOutcome = { done: string[]; refused: { id: string; reason: string }[] };

/** Pins, unpins or verifies; at most 500 at once. */
export async function markBackups(
  containerId: string,
  action: MarkAction,
  ids: string[],
): Promise<MarkOutcome> {
  const answer = await request<{ data: MarkOutcome }>(`${pathOf(containerId)}/tasks`, {
    method: "POST",
    body: { action, contents: { ids } },
  });
  return answer.data;
}

type BackupTask =
  | { action: "restore"; contents: { instance_id: string } }
  | { action: "cancel" }
  | { action: "cancel-restore"; contents: { restore_id: string } };

/** Starts a task on one backup; the job's own progress comes as live events. */
export async function startBackupTask(
  backup: Pick<BackupDto, "id" | "container_id">,
  task: BackupTask,
): Promise<JobDescriptorDto> {
  const answer = await request<{ data: JobDescriptorDto }>(
    `${pathOf(backup.container_id)}/${backup.id}/tasks`,
    { method: "POST", body: task },
  );
  return answer.data;
}

/** Where a browser downloads the bytes, as they are stored or as the command wrote them. */
export function contentAddress(
  backup: Pick<BackupDto, "id" | "container_id">,
  as: "stored" | "original",
): string {
  return `/api/v1${pathOf(backup.container_id)}/${backup.id}/content?as=${as}`;
}
