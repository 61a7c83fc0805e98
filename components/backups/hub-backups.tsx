"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { DatabaseBackup, SearchX } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { HubBackupFilters } from "#components/backups/hub-backup-filters";
import { HubBackupsTable } from "#components/backups/hub-backups-table";
import { useHubFilter } from "#components/backups/use-hub-filter";
import { NextPageFailed } from "#components/shell/next-page-failed";
import { PageHeader } from "#components/shell/page-header";
import { Button, buttonClass } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { NextRows } from "#components/ui/next-rows";
import { SkeletonRows } from "#components/ui/skeleton";
import { TableFrame } from "#components/ui/table";
import { useSettled } from "#components/ui/use-settled";
import type { HubBackupDto } from "#lib/api/overview-dto";
import { hubBackupsQuery } from "#lib/queries/hub-backups";
import { explainError } from "#lib/queries/request";

const none: HubBackupDto[] = [];

/** All containers' backups, newest first. */
export function HubBackups() {
  const { filter, change, clear } = useHubFilter();
  const search = useSettled(filter.search ?? "", 250);
  const list = useInfiniteQuery(hubBackupsQuery({ ...filter, search: search || undefined }));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? none, [list.data]);
  const total = list.data?.pages[0]?.total ?? rows.length;
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <div className="mx-auto w-full max-w-[1440px] px-4 pb-8 sm:px-7">
      <PageHeader title="Backups" detail={list.data ? countLabel(total, isFiltered) : null} />
      <HubBackupFilters filter={filter} rows={rows} onChange={change} onClear={clear} />
      {rows.length > 0 ? (
        <HubBackupsTable
          rows={rows}
          total={total}
          hasMore={list.hasNextPage}
          isLoadingMore={list.isFetchingNextPage}
          // What failed is asked for again by hand only.
          loadMore={() => void (list.isFetchNextPageError || list.fetchNextPage())}
        />
      ) : list.hasNextPage && !list.isFetchNextPageError ? (
        <NextRows
          label="Loading backups"
          isLoading={list.isFetchingNextPage}
          loadMore={() => void list.fetchNextPage()}
        />
      ) : (
        <TableFrame>
          {list.isPending ? (
            <SkeletonRows label="Loading backups" />
          ) : list.error ? (
            <ErrorState title="The backups could not be loaded" onRetry={() => void list.refetch()}>
              {explainError(list.error)}
            </ErrorState>
          ) : isFiltered ? (
            <EmptyState
              icon={<SearchX />}
              title="No backup matches"
              action={<Button onClick={clear}>Clear search and filters</Button>}
            />
          ) : (
            <EmptyState
              icon={<DatabaseBackup />}
              title="No backups yet"
              action={
                <Link href="/containers" className={buttonClass("accent")}>
                  Open Containers
                </Link>
              }
            >
              The backups of every container are listed here, newest first. Choose a container to
              make the first one.
            </EmptyState>
          )}
        </TableFrame>
      )}
      <NextPageFailed
        error={list.isFetchNextPageError ? list.error : null}
        onRetry={() => void list.fetchNextPage()}
      />
    </div>
  );
}

function countLabel(total: number, isFiltered: boolean): string {
  const word = total === 1 ? "backup" : "backups";
  return `${total.toLocaleString("en")} ${word}${isFiltered ? ` ${total === 1 ? "matches" : "match"}` : ""}`;
}
