"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { BackupsEmpty } from "#components/backups/backups-empty";
import { BackupsList } from "#components/backups/backups-list";
import { BackupsStrip } from "#components/backups/backups-strip";
import { useBackupFilter } from "#components/backups/use-address";
import { ErrorState } from "#components/ui/error-state";
import { SkeletonRows } from "#components/ui/skeleton";
import { TableFrame } from "#components/ui/table";
import type { BackupDto } from "#lib/api/backup-dto";
import { backupConfigQuery } from "#lib/queries/backup-config";
import { isFiltered } from "#lib/queries/backup-filter";
import { backupsQuery } from "#lib/queries/backups";
import { containerQuery } from "#lib/queries/containers";
import { explainError } from "#lib/queries/request";

const none: BackupDto[] = [];

/** Everything about the backups of one container. */
export function BackupsTab({ containerId }: { containerId: string }) {
  const { data: container } = useQuery(containerQuery(containerId));
  const config = useQuery(backupConfigQuery(containerId));
  const [filter, setFilter] = useBackupFilter();
  const list = useInfiniteQuery({
    ...backupsQuery(containerId, filter),
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? none, [list.data]);
  if (!container) return null;
  if (list.error && rows.length === 0) {
    return (
      <ErrorState title="The backups could not be loaded" onRetry={() => void list.refetch()}>
        {explainError(list.error)}
      </ErrorState>
    );
  }
  if (list.isPending || config.isPending) {
    return (
      <TableFrame className="mt-4">
        <SkeletonRows label="Loading backups" />
      </TableFrame>
    );
  }
  if (rows.length === 0 && !list.hasNextPage && !isFiltered(filter)) {
    return <BackupsEmpty container={container} config={config.data ?? null} />;
  }
  return (
    <>
      <BackupsStrip container={container} config={config.data ?? null} />
      <BackupsList
        container={container}
        config={config.data ?? null}
        rows={rows}
        filter={filter}
        onFilterChange={setFilter}
        total={list.data?.pages[0]?.total ?? rows.length}
        hasMore={list.hasNextPage}
        nextError={list.isFetchNextPageError ? list.error : null}
        isLoadingMore={list.isFetchingNextPage}
        loadMore={async () => {
          const { hasNextPage, error, data } = await list.fetchNextPage();
          if (error) throw error;
          return { hasNextPage, rows: data?.pages.flatMap((page) => page.data) ?? none };
        }}
      />
    </>
  );
}
