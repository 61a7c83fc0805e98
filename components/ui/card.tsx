import clsx from "clsx";
import type { ReactNode } from "react";

type Props = {
  title?: ReactNode;
  /** Beside the title, at the end. */
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** A surface with an optional heading. */
export function Card({ title, aside, children, className }: Props) {
  return (
    <section className={clsx("rounded-lg border border-line bg-panel px-4 py-3.5", className)}>
      {(title || aside) && (
        <div className="mb-3 flex items-center justify-between gap-3">
          <h2 className="text-base">{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}
