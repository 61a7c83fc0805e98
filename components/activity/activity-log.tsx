"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Activity as ActivityIcon, SearchX } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { ActivityFields } from "#components/activity/activity-fields";
import { addressOf, readShown, type Shown, toFilter } from "#components/activity/activity-filter";
import { ActivityTable } from "#components/activity/activity-table";
import { ExportActivity } from "#components/activity/export-activity";
import { NextPageFailed } from "#components/shell/next-page-failed";
import { Page } from "#components/shell/page";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { SkeletonRows } from "#components/ui/skeleton";
import { TableFrame } from "#components/ui/table";
import { activityQuery } from "#lib/queries/activity";
import { explainError } from "#lib/queries/request";

/** Who did what, when, on what. The filter stands in the page's address. */
export function ActivityLog() {
  const search = useSearchParams();
  const shown = useMemo(() => readShown(search), [search]);
  const filter = useMemo(() => toFilter(shown), [shown]);
  const list = useInfiniteQuery(activityQuery(filter));
  const rows = useMemo(() => list.data?.pages.flatMap(({ data }) => data) ?? [], [list.data]);
  const isFiltered = Object.keys(filter).length > 0;
  // Not a navigation: the page stays, and so does the place in it.
  const show = (next: Shown) => window.history.replaceState(null, "", addressOf(next));
  const clear = () => show(readShown(new URLSearchParams()));
  return (
    <Page
      title="Activity"
      detail="Who did what, when, on what."
      actions={<ExportActivity filter={filter} isFiltered={isFiltered} />}
    >
      <ActivityFields shown={shown} onShow={show} onClear={isFiltered ? clear : undefined} />
      {rows.length > 0 ? (
        <ActivityTable
          rows={rows}
          hasMore={list.hasNextPage}
          isLoadingMore={list.isFetchingNextPage}
          // What failed is asked for again by hand only.
          loadMore={() => void (list.isFetchNextPageError || list.fetchNextPage())}
        />
      ) : (
        <TableFrame>
          {list.isPending ? (
            <SkeletonRows label="Loading the activity" />
          ) : list.error ? (
            <ErrorState
              title="The activity could not be loaded"
              onRetry={() => void list.refetch()}
            >
              {explainError(list.error)}
            </ErrorState>
          ) : isFiltered ? (
            <EmptyState
              icon={<SearchX />}
              title="Nothing of this kind was done"
              action={<Button onClick={clear}>Clear the filters</Button>}
            />
          ) : (
            <EmptyState icon={<ActivityIcon />} title="Nothing has been done yet">
              Backups, restores, changes of settings and members stand here, with who did them.
            </EmptyState>
          )}
        </TableFrame>
      )}
      <NextPageFailed
        error={list.isFetchNextPageError ? list.error : null}
        onRetry={() => void list.fetchNextPage()}
      />
    </Page>
  );
}
