"use client";

import { ActivityRow } from "#components/activity/activity-row";
import { useLoadMore } from "#components/ui/load-more";
import { HeadCell, Table, TableFrame } from "#components/ui/table";
import { SpacerRows, useVirtualRows } from "#components/ui/virtual-rows";
import type { ActivityDto } from "#lib/api/hub-dto";

type Props = {
  rows: ActivityDto[];
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
};

const pane = () => document.getElementById("main");

/** Only the rows in sight are drawn; older ones are fetched while scrolling on. */
export function ActivityTable({ rows, hasMore, isLoadingMore, loadMore }: Props) {
  const { items, before, after, frame, measure } = useVirtualRows({
    count: rows.length,
    rowHeight: 52,
    keyOf: (index) => rows[index]?.id ?? String(index),
    scroller: pane,
  });
  const sentinel = useLoadMore({ hasMore, isLoadingMore, loadMore, scroller: pane });
  const count = rows.length.toLocaleString("en");
  return (
    <>
      <TableFrame>
        <Table aria-rowcount={hasMore ? -1 : rows.length + 1} ref={frame}>
          <thead className="sticky top-0 z-10">
            <tr>
              <HeadCell className="w-32 pl-4 sm:w-44">When</HeadCell>
              <HeadCell className="hidden w-40 sm:table-cell">Who</HeadCell>
              <HeadCell>What</HeadCell>
            </tr>
          </thead>
          <SpacerRows height={before} />
          <tbody>
            {items.map(({ index }) => {
              const row = rows[index];
              return row && <ActivityRow key={row.id} row={row} index={index} measure={measure} />;
            })}
          </tbody>
          <SpacerRows height={after} />
        </Table>
      </TableFrame>
      <p ref={sentinel} role="status" className="pt-2.5 text-sm text-faint">
        {isLoadingMore
          ? "Loading more"
          : hasMore
            ? `${count} loaded`
            : `${count} ${rows.length === 1 ? "line" : "lines"}, the first at the end`}
      </p>
    </>
  );
}
