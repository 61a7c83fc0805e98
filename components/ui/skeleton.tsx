import clsx from "clsx";

/** A quiet stand-in for what is being loaded. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx("block h-3.5 rounded-sm bg-hover", className)} />;
}

/** Rows of a list that is being loaded; says so to a screen reader. */
export function SkeletonRows({ rows = 8, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key, row) => (
        <div
          key={key}
          className="flex h-[52px] items-center gap-6 border-b border-line-soft px-4 last:border-0"
        >
          <Skeleton className="h-5 w-16 rounded-full" />
          <Skeleton className={row % 3 === 0 ? "w-40" : row % 3 === 1 ? "w-28" : "w-52"} />
          <Skeleton className="hidden w-24 sm:block" />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  );
}
