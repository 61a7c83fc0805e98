"use client";

import { HubBackupRow, hubColumnClass } from "#components/backups/hub-backup-row";
import { useLoadMore } from "#components/ui/load-more";
import { HeadCell, Table, TableFrame } from "#components/ui/table";
import { SpacerRows, useVirtualRows } from "#components/ui/virtual-rows";
import type { HubBackupDto } from "#lib/api/overview-dto";

type Props = {
  rows: HubBackupDto[];
  /** How many there are, loaded or not. */
  total: number;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
};

const pane = () => document.getElementById("main");

/** Only the rows in sight are drawn; the next page is fetched before its place is reached. */
export function HubBackupsTable({ rows, total, hasMore, isLoadingMore, loadMore }: Props) {
  const { items, before, after, frame, measure } = useVirtualRows({
    count: rows.length,
    rowHeight: 53,
    keyOf: (index) => rows[index]?.id ?? String(index),
    scroller: pane,
  });
  const sentinel = useLoadMore({ hasMore, isLoadingMore, loadMore, scroller: pane });
  return (
    <>
      <TableFrame>
        <Table aria-rowcount={total + 1} ref={frame}>
          <thead className="sticky top-0 z-10">
            <tr>
              <HeadCell className={hubColumnClass.state}>State</HeadCell>
              <HeadCell className={hubColumnClass.container}>Container</HeadCell>
              <HeadCell className={hubColumnClass.created}>Created</HeadCell>
              <HeadCell className={hubColumnClass.trigger}>Trigger</HeadCell>
              <HeadCell className={hubColumnClass.integration}>Integration</HeadCell>
              <HeadCell className={hubColumnClass.size}>Size</HeadCell>
              <HeadCell className={hubColumnClass.took}>Took</HeadCell>
            </tr>
          </thead>
          <SpacerRows height={before} />
          {items.map((item) => {
            const backup = rows[item.index];
            return (
              backup && (
                <HubBackupRow
                  key={backup.id}
                  backup={backup}
                  index={item.index}
                  measure={measure}
                />
              )
            );
          })}
          <SpacerRows height={after} />
        </Table>
      </TableFrame>
      <p ref={sentinel} role="status" className="pt-2.5 text-sm text-faint">
        {isLoadingMore
          ? "Loading more"
          : hasMore
            ? `${rows.length.toLocaleString("en")} of ${total.toLocaleString("en")} loaded`
            : `${total.toLocaleString("en")} ${total === 1 ? "backup" : "backups"}`}
      </p>
    </>
  );
}
