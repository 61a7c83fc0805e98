import clsx from "clsx";
import type { ReactNode } from "react";

/** A small fact in an outline. */
export function Chip({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={clsx(
        "inline-flex h-[22px] min-w-0 items-center truncate rounded-full border border-line px-2 text-sm text-dim",
        className,
      )}
    >
      {children}
    </span>
  );
}
