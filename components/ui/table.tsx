import clsx from "clsx";
import type { ComponentProps } from "react";

/** A bordered surface that keeps a sticky head usable: it clips, it does not scroll. */
export function TableFrame({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      {...props}
      className={clsx("overflow-clip rounded-lg border border-line bg-panel", className)}
    />
  );
}

export function Table({ className, ...props }: ComponentProps<"table">) {
  return <table {...props} className={clsx("w-full table-fixed border-collapse", className)} />;
}

/** A column's heading. */
export function HeadCell({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...props}
      className={clsx(
        "h-9 truncate bg-panel px-2.5 text-left font-sans! text-sm! font-medium text-faint! shadow-[inset_0_-1px_var(--color-line)]",
        className,
      )}
    />
  );
}

export function Cell({ className, ...props }: ComponentProps<"td">) {
  return <td {...props} className={clsx("truncate px-2.5 py-1.5 align-middle", className)} />;
}
