"use client";

import { useCallback } from "react";

type Options = {
  hasMore: boolean;
  isLoading: boolean;
  loadMore: () => void;
  /** The pane that scrolls. */
  scroller: () => HTMLElement | null;
};

/** Put it on what stands below a list: the next page is loaded well before that comes into sight. */
export function useLoadMore({ hasMore, isLoading, loadMore, scroller }: Options) {
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element || !hasMore || isLoading) return;
      const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && loadMore(), {
        root: scroller(),
        rootMargin: "1600px 0px",
      });
      observer.observe(element);
      return () => observer.disconnect();
    },
    [hasMore, isLoading, loadMore, scroller],
  );
}
