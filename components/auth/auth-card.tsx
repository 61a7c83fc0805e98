import type { ReactNode } from "react";

type Props = { title: string; lead?: ReactNode; children: ReactNode };

/** One question on a page of its own. */
export function AuthCard({ title, lead, children }: Props) {
  return (
    <section className="rounded-xl border border-line bg-panel px-6 py-6 max-sm:px-5">
      <h1 className="text-xl text-balance">{title}</h1>
      {lead && <p className="mt-1 text-dim text-pretty">{lead}</p>}
      <div className="mt-5">{children}</div>
    </section>
  );
}
