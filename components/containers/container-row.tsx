"use client";

import { memo } from "react";
import { containerColumnClass, containerColumns } from "#components/containers/container-columns";
import { Checkbox } from "#components/ui/checkbox";
import { Cell } from "#components/ui/table";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

type Props = {
  container: ContainerSummaryDto;
  rowIndex: number;
  /** Undefined where nothing may be done with it. */
  isSelected: boolean | undefined;
  onSelect: (id: string, range: boolean) => void;
};

export const containerRowHeight = 52;

/** One container; its name's link covers the row, the checkbox lies above it. */
export const ContainerRow = memo(function ContainerRow(props: Props) {
  const { container, rowIndex, isSelected, onSelect } = props;
  return (
    <tr
      aria-rowindex={rowIndex}
      data-selected={isSelected || undefined}
      className="relative h-[52px] border-b border-line-soft hover:bg-hover data-selected:bg-accent-soft"
    >
      {isSelected !== undefined && (
        <Cell className={containerColumnClass.select}>
          <SelectBox
            label={`Select ${container.name}`}
            checked={isSelected}
            onSelect={(range) => onSelect(container.id, range)}
          />
        </Cell>
      )}
      {containerColumns.map(({ id, cell }) => (
        <Cell key={id} className={containerColumnClass[id]}>
          {cell(container)}
        </Cell>
      ))}
    </tr>
  );
});

/** A checkbox above the row's link, in a field that is easy to hit; Shift asks for a range. */
function SelectBox({
  label,
  checked,
  onSelect,
}: {
  label: string;
  checked: boolean;
  onSelect: (range: boolean) => void;
}) {
  return (
    <Checkbox
      label={label}
      checked={checked}
      // Shift would else mark the text in between.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onChange={({ nativeEvent }) =>
        onSelect(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
      }
      className="relative z-1 before:z-1 after:absolute after:-inset-3 after:content-['']"
    />
  );
}
