import clsx from "clsx";
import { CircleCheck, Info, type LucideIcon, OctagonAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

type Tone = "info" | "ok" | "warn" | "bad";
const looks: Record<Tone, { className: string; Icon: LucideIcon; mark: string }> = {
  info: { className: "border-line bg-inset", Icon: Info, mark: "text-dim" },
  ok: { className: "border-transparent bg-ok-soft", Icon: CircleCheck, mark: "text-ok" },
  warn: { className: "border-warn-line bg-warn-soft", Icon: TriangleAlert, mark: "text-warn" },
  bad: { className: "border-bad-line bg-bad-soft", Icon: OctagonAlert, mark: "text-bad" },
};

type Props = {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
  role?: "alert" | "status";
};

/** Something to know, beside what it is about. */
export function Notice({ tone = "info", title, children, action, className, role }: Props) {
  const { className: look, Icon, mark } = looks[tone];
  return (
    <div
      role={role}
      className={clsx(
        "flex gap-2.5 rounded-lg border px-3 py-2.5",
        action && "max-sm:flex-wrap",
        look,
        className,
      )}
    >
      <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", mark)} />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className={clsx(title && "mt-0.5 text-dim")}>{children}</div>}
      </div>
      {action && (
        <div className="shrink-0 self-center max-sm:basis-full max-sm:pl-6.5">{action}</div>
      )}
    </div>
  );
}
