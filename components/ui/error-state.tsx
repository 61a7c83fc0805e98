import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button";

type Props = {
  title: string;
  /** The reason, and what to do about it. */
  children?: ReactNode;
  onRetry?: () => void;
  action?: ReactNode;
};

export function ErrorState({ title, children, onRetry, action }: Props) {
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-14 text-center">
      <span
        aria-hidden
        className="mb-3 grid size-10 place-items-center rounded-lg bg-bad-soft text-bad [&_svg]:size-5"
      >
        <TriangleAlert />
      </span>
      <h2 className="text-lg">{title}</h2>
      {children && <div className="mt-1 max-w-[56ch] text-dim text-pretty">{children}</div>}
      {(onRetry || action) && (
        <div className="mt-4 flex gap-2">
          {onRetry && <Button onClick={onRetry}>Try again</Button>}
          {action}
        </div>
      )}
    </div>
  );
}
