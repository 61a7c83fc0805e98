import type { ReactNode } from "react";

export function PageHeader({
  title,
  detail,
  children,
}: {
  title: ReactNode;
  /** A line below it; null keeps its place until it is known. */
  detail?: ReactNode;
  /** Search and buttons. */
  children?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-3 pt-5 pb-4">
      <div className="min-w-0">
        <h1 className="text-xl">{title}</h1>
        {detail !== undefined && <p className="min-h-[1lh] text-dim">{detail}</p>}
      </div>
      <div className="ml-auto flex min-w-0 flex-wrap items-center gap-2 max-sm:w-full">
        {children}
      </div>
    </header>
  );
}
