"use client";

import type { ReactTable } from "@tanstack/react-table";
import { backupColumnClass, type backupFeatures } from "#components/backups/backup-columns";
import { BackupRows } from "#components/backups/backup-rows";
import { ComparedNote } from "#components/backups/compared-note";
import { tabPaneId } from "#components/containers/tab-pane";
import { useLoadMore } from "#components/ui/load-more";
import { HeadCell, Table, TableFrame } from "#components/ui/table";
import { SpacerRows, useVirtualRows } from "#components/ui/virtual-rows";
import type { BackupDto } from "#lib/api/backup-dto";

type Props = {
  table: ReactTable<typeof backupFeatures, BackupDto>;
  total: number;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  opened: ReadonlySet<string>;
  refused: ReadonlyMap<string, string>;
};

const pane = () => document.getElementById(tabPaneId);

/** Only the rows in sight are drawn; the next page is fetched before its place is reached. */
export function BackupsTable(props: Props) {
  const { table, total, hasMore, isLoadingMore, loadMore, opened, refused } = props;
  const { rows } = table.getRowModel();
  const { items, before, after, frame, measure } = useVirtualRows({
    count: rows.length,
    rowHeight: 53,
    keyOf: (index) => rows[index]?.id ?? String(index),
    scroller: pane,
  });
  const containerId = rows[0]?.original.container_id;
  const sentinel = useLoadMore({ hasMore, isLoadingMore, loadMore, scroller: pane });
  return (
    <>
      <TableFrame>
        <Table aria-rowcount={total + 1} ref={frame}>
          <thead className="sticky top-13 z-10">
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {group.headers.map((header) => (
                  <HeadCell key={header.id} className={backupColumnClass[header.column.id]}>
                    <table.FlexRender header={header} />
                  </HeadCell>
                ))}
              </tr>
            ))}
          </thead>
          <SpacerRows height={before} />
          {items.map((item) => {
            const row = rows[item.index];
            return (
              row && (
                <BackupRows
                  key={row.id}
                  row={row}
                  index={item.index}
                  isOpen={opened.has(row.id)}
                  refused={refused.get(row.id)}
                  measure={measure}
                />
              )
            );
          })}
          <SpacerRows height={after} />
        </Table>
      </TableFrame>
      <p className="pt-2.5 text-sm text-faint">
        <span ref={sentinel} role="status">
          {isLoadingMore
            ? "Loading more"
            : hasMore
              ? `${rows.length.toLocaleString("en")} of ${total.toLocaleString("en")} loaded`
              : `${total.toLocaleString("en")} ${total === 1 ? "backup" : "backups"}`}
        </span>
        {containerId && <ComparedNote containerId={containerId} />}
      </p>
    </>
  );
}
