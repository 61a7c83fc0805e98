import type { ReactNode } from "react";

type Props = {
  icon: ReactNode;
  title: string;
  /** What it is and why there is nothing. */
  children?: ReactNode;
  /** The one next step. */
  action?: ReactNode;
};

export function EmptyState({ icon, title, children, action }: Props) {
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <span
        aria-hidden
        className="mb-3 grid size-10 place-items-center rounded-lg bg-accent-soft text-accent [&_svg]:size-5"
      >
        {icon}
      </span>
      <h2 className="text-lg">{title}</h2>
      {children && <div className="mt-1 max-w-[56ch] text-dim text-pretty">{children}</div>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}
