"use client";

import { useTable } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import {
  containerColumnClass,
  containerColumns,
  containerFeatures,
} from "#components/containers/container-columns";
import { Cell, HeadCell, Table, TableFrame } from "#components/ui/table";
import { SpacerRows, useVirtualRows } from "#components/ui/virtual-rows";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

const pane = () => document.getElementById("main");
const ariaSort = { asc: "ascending", desc: "descending" } as const;

/** All rows are there, only those in sight are drawn. */
export function ContainerTable({ containers }: { containers: ContainerSummaryDto[] }) {
  const table = useTable({
    features: containerFeatures,
    columns: containerColumns,
    data: containers,
    getRowId: (row) => row.id,
    initialState: { sorting: [{ id: "name", desc: false }] },
    enableSortingRemoval: false,
  });
  const { rows } = table.getRowModel();
  const { items, before, after, frame } = useVirtualRows({
    count: rows.length,
    rowHeight: 52,
    keyOf: (index) => rows[index]?.id ?? String(index),
    scroller: pane,
  });
  return (
    <TableFrame>
      <Table aria-rowcount={rows.length + 1} ref={frame}>
        <thead className="sticky top-0 z-10">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const sorted = header.column.getIsSorted();
                return (
                  <HeadCell
                    key={header.id}
                    aria-sort={sorted ? ariaSort[sorted] : undefined}
                    className={containerColumnClass[header.column.id]}
                  >
                    <button
                      type="button"
                      onClick={header.column.getToggleSortingHandler()}
                      className="inline-flex items-center gap-1 rounded-sm hover:text-text [&_svg]:size-3"
                    >
                      <table.FlexRender header={header} />
                      {sorted === "asc" && <ArrowUp aria-hidden />}
                      {sorted === "desc" && <ArrowDown aria-hidden />}
                    </button>
                  </HeadCell>
                );
              })}
            </tr>
          ))}
        </thead>
        <SpacerRows height={before} columns={containerColumns.length} />
        <tbody>
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <tr
                key={row.id}
                aria-rowindex={item.index + 2}
                className="relative h-[52px] border-b border-line-soft hover:bg-hover"
              >
                {row.getAllCells().map((cell) => (
                  <Cell key={cell.id} className={containerColumnClass[cell.column.id]}>
                    <table.FlexRender cell={cell} />
                  </Cell>
                ))}
              </tr>
            );
          })}
        </tbody>
        <SpacerRows height={after} columns={containerColumns.length} />
      </Table>
    </TableFrame>
  );
}
