"use client";

import { useCallback, useMemo, useState } from "react";
import { containerColumnClass, containerColumns } from "#components/containers/container-columns";
import { FirstContainer } from "#components/containers/container-link";
import { ContainerRow, containerRowHeight } from "#components/containers/container-row";
import { groupContainers } from "#components/containers/group-containers";
import { GroupRow, groupRowHeight } from "#components/containers/group-row";
import { byName, orderBy, sortContainers } from "#components/containers/sort-containers";
import { SortHead } from "#components/containers/sort-head";
import { useClosedGroups } from "#components/containers/use-closed-groups";
import { Checkbox } from "#components/ui/checkbox";
import { type Selection, selectRow, selectRows } from "#components/ui/select-range";
import { HeadCell, Table, TableFrame } from "#components/ui/table";
import { SpacerRows, useVirtualRows } from "#components/ui/virtual-rows";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

type Props = {
  containers: ContainerSummaryDto[];
  /** Null where nothing may be done with what is selected. */
  selection: Selection | null;
  onSelectionChange: (change: (old: Selection) => Selection) => void;
};

const pane = () => document.getElementById("main");
const rowId = (row: ContainerSummaryDto) => row.id;

/** All containers by environment; only those in sight are drawn. */
export function ContainerTable({ containers, selection, onSelectionChange }: Props) {
  const [sorting, setSorting] = useState(byName);
  const rows = useMemo(() => sortContainers(containers, sorting), [containers, sorting]);
  const { closed, toggle } = useClosedGroups();
  const lines = useMemo(() => groupContainers(rows, closed), [rows, closed]);
  const order = useMemo(
    () => lines.flatMap(({ row, key }) => (row === null ? [] : [key])),
    [lines],
  );
  const { items, before, after, frame } = useVirtualRows({
    count: lines.length,
    rowHeight: useCallback(
      (index: number) => (lines[index]?.row === null ? groupRowHeight : containerRowHeight),
      [lines],
    ),
    keyOf: useCallback((index: number) => lines[index]?.key ?? String(index), [lines]),
    scroller: pane,
  });
  const columns = containerColumns.length + (selection ? 1 : 0);
  const chosen = selection?.chosen;
  const select = useCallback(
    (id: string, range: boolean) => onSelectionChange((old) => selectRow(old, order, id, range)),
    [onSelectionChange, order],
  );
  const selectMany = (ids: readonly string[], on: boolean) =>
    onSelectionChange((old) => selectRows(old, ids, on));
  const all = containers.length > 0 && chosen?.size === containers.length;

  // The head that the first row in sight belongs to may lie far above what is drawn.
  const first = lines[items[0]?.index ?? -1];
  const lead = first && first.row !== null ? first.group : null;
  const groupRow = (group: (typeof lines)[number]["group"], rowIndex: number) => (
    <GroupRow
      key={group.key}
      group={group}
      columns={columns}
      rowIndex={rowIndex}
      selected={chosen && group.ids.filter((id) => chosen.has(id)).length}
      onToggle={toggle}
      onSelect={selectMany}
    />
  );
  return (
    <TableFrame>
      <Table aria-rowcount={lines.length + 1} ref={frame}>
        <thead className="sticky top-0 z-10">
          <tr>
            {chosen && (
              <HeadCell className={containerColumnClass.select}>
                <Checkbox
                  label="Select all containers shown"
                  checked={all}
                  indeterminate={chosen.size > 0 && !all}
                  onChange={() => selectMany(containers.map(rowId), !all)}
                />
              </HeadCell>
            )}
            {containerColumns.map(({ id, header }) => (
              <SortHead
                key={id}
                sorted={sorting.by === id && (sorting.descending ? "desc" : "asc")}
                onSort={() => setSorting((old) => orderBy(old, id))}
                className={containerColumnClass[id]}
              >
                {header}
              </SortHead>
            ))}
          </tr>
        </thead>
        {lead && <tbody>{groupRow(lead, 2)}</tbody>}
        <SpacerRows height={before - (lead ? groupRowHeight : 0)} />
        <tbody>
          <FirstContainer value={order[0] ?? null}>
            {items.map(({ index }) => {
              const line = lines[index];
              if (!line) return null;
              if (line.row === null) return groupRow(line.group, index + 2);
              const row = rows[line.row];
              return (
                row && (
                  <ContainerRow
                    key={line.key}
                    container={row}
                    rowIndex={index + 2}
                    isSelected={chosen?.has(line.key)}
                    onSelect={select}
                  />
                )
              );
            })}
          </FirstContainer>
        </tbody>
        <SpacerRows height={after} />
      </Table>
    </TableFrame>
  );
}
