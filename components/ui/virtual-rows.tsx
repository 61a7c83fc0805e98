"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useState } from "react";

type Options = {
  count: number;
  /** A row's height in px until it is measured; a function that stays the same while they do. */
  rowHeight: number | ((index: number) => number);
  keyOf: (index: number) => string;
  /** The pane that scrolls; other things may stand above the rows in it. */
  scroller: () => HTMLElement | null;
};

/**
 * Draws only the rows in sight of a real `<table>`: two spacers keep its height. Put `frame` on the
 * element that holds the rows, and `measure` with `data-index` on rows that grow.
 */
export function useVirtualRows({ count, rowHeight, keyOf, scroller }: Options) {
  const [margin, setMargin] = useState(0);
  const frame = useCallback(
    (element: HTMLElement | null) => {
      const pane = scroller();
      const parent = element?.parentElement;
      if (!element || !pane || !parent) return;
      const place = () =>
        setMargin(
          Math.round(
            element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop,
          ),
        );
      place();
      const observer = new ResizeObserver(place);
      observer.observe(parent);
      return () => observer.disconnect();
    },
    [scroller],
  );
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: scroller,
    estimateSize: typeof rowHeight === "number" ? () => rowHeight : rowHeight,
    getItemKey: keyOf,
    scrollMargin: margin,
    overscan: 8,
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items[items.length - 1];
  return {
    items,
    before: first ? Math.max(0, first.start - margin) : 0,
    after: last ? Math.max(0, virtualizer.getTotalSize() - (last.end - margin)) : 0,
    frame,
    measure: virtualizer.measureElement,
    scrollToIndex: virtualizer.scrollToIndex,
  };
}

/**
 * Keeps the place of the rows that are not drawn. One cell only: one that spans columns which are hidden
 * on a narrow screen would make room for them.
 */
export function SpacerRows({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden>
      <tr>
        <td style={{ height, padding: 0 }} />
      </tr>
    </tbody>
  );
}
