import clsx from "clsx";
import type { ReactNode } from "react";

/** Names and what they stand for, in two columns. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid gap-x-6 gap-y-2.5 sm:grid-cols-[8.5rem_minmax(0,1fr)] sm:gap-y-2">
      {children}
    </dl>
  );
}

export function Fact({
  name,
  children,
  mono = false,
}: {
  name: string;
  children: ReactNode;
  mono?: boolean;
}) {
  return (
    <>
      <dt className="text-dim">{name}</dt>
      <dd className={clsx("-mt-2 min-w-0 [overflow-wrap:anywhere] sm:mt-0", mono && "font-mono")}>
        {children}
      </dd>
    </>
  );
}
