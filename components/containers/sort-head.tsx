import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { HeadCell } from "#components/ui/table";

type Props = {
  sorted: "asc" | "desc" | false;
  onSort: () => void;
  className: string;
  children: ReactNode;
};

const ariaSort = { asc: "ascending", desc: "descending" } as const;

/** A column's heading that sorts by it. */
export function SortHead({ sorted, onSort, className, children }: Props) {
  return (
    <HeadCell aria-sort={sorted ? ariaSort[sorted] : undefined} className={className}>
      <button
        type="button"
        onClick={onSort}
        className="inline-flex items-center gap-1 rounded-sm hover:text-text [&_svg]:size-3"
      >
        {children}
        {sorted === "asc" && <ArrowUp aria-hidden />}
        {sorted === "desc" && <ArrowDown aria-hidden />}
      </button>
    </HeadCell>
  );
}
