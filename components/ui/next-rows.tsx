"use client";

import { useLoadMore } from "#components/ui/load-more";
import { SkeletonRows } from "#components/ui/skeleton";
import { TableFrame } from "#components/ui/table";

type Props = {
  label: string;
  isLoading: boolean;
  loadMore: () => void;
};

/** In the place of a list whose loaded rows have all gone while there are more: fetches those. */
export function NextRows({ label, isLoading, loadMore }: Props) {
  const sentinel = useLoadMore({
    hasMore: true,
    isLoadingMore: isLoading,
    loadMore,
    scroller: () => null,
  });
  return (
    <div ref={sentinel}>
      <TableFrame>
        <SkeletonRows label={label} />
      </TableFrame>
    </div>
  );
}
