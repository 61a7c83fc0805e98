"use client";

import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import type { Group } from "#components/containers/group-containers";
import { HealthPill } from "#components/containers/health-pill";
import { Checkbox } from "#components/ui/checkbox";

const kinds: Record<Group["kind"], string> = {
  compose: "Compose project",
  swarm: "Swarm stack",
  standalone: "in no project",
};
const troubles = ["failing", "overdue", "unprotected"] as const;

type Props = {
  group: Group;
  columns: number;
  rowIndex: number;
  /** How many of its containers are selected; undefined where none can be. */
  selected: number | undefined;
  onToggle: (key: string) => void;
  onSelect: (ids: readonly string[], on: boolean) => void;
};

export const groupRowHeight = 40;

/** An environment's head: stays in sight over its containers, opens and closes them. */
export function GroupRow({ group, columns, rowIndex, selected, onToggle, onSelect }: Props) {
  const { name, kind, ids, trouble, isOpen, key } = group;
  const all = selected === ids.length;
  return (
    <tr aria-rowindex={rowIndex}>
      <th
        scope="rowgroup"
        colSpan={columns}
        className="sticky top-9 z-5 h-10 bg-inset p-0 text-left font-normal shadow-[inset_0_-1px_var(--color-line-soft)]"
      >
        <div className="flex h-10 items-center gap-1.5 pr-4 pl-3.5 max-sm:pl-3">
          {selected !== undefined && (
            <Checkbox
              label={`Select all of ${name}`}
              checked={all}
              indeterminate={selected > 0 && !all}
              onChange={() => onSelect(ids, !all)}
            />
          )}
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => onToggle(key)}
            className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-1 text-left"
          >
            <ChevronRight
              aria-hidden
              className={clsx(
                "size-4 shrink-0 text-faint transition-transform duration-100",
                isOpen && "rotate-90",
              )}
            />
            <span className="truncate font-semibold">
              {kind === "standalone" ? "Standalone" : name}
            </span>
            <span className="truncate text-sm text-faint">
              {ids.length.toLocaleString("en")} {kinds[kind] && `· ${kinds[kind]}`}
            </span>
          </button>
          <span className="flex shrink-0 gap-1.5 max-sm:hidden">
            {troubles.map((health) => {
              const count = trouble[health];
              return count ? (
                <span key={health} className="flex items-center gap-1 text-sm text-dim">
                  {count.toLocaleString("en")} <HealthPill health={health} />
                </span>
              ) : null;
            })}
          </span>
        </div>
      </th>
    </tr>
  );
}
