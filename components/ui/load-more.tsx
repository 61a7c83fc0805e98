"use client";

import { useCallback } from "react";

type Options = {
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  /** The pane that scrolls. */
  scroller: () => HTMLElement | null;
};

/** A ref for what stands below a list: the next page is fetched before its place is reached. */
export function useLoadMore({ hasMore, isLoadingMore, loadMore, scroller }: Options) {
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element || !hasMore || isLoadingMore) return;
      const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && loadMore(), {
        root: scroller(),
        rootMargin: "1600px 0px",
      });
      observer.observe(element);
      return () => observer.disconnect();
    },
    [hasMore, isLoadingMore, loadMore, scroller],
  );
}
