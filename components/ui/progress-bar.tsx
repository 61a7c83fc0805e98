import clsx from "clsx";

type Props = {
  label: string;
  /** From 0 to 1, or null when the end is unknown: then it only shows that something moves. */
  value: number | null;
  className?: string;
};

export function ProgressBar({ label, value, className }: Props) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === null ? undefined : Math.round(value * 100)}
      className={clsx("h-1 overflow-hidden rounded-full bg-run-soft", className)}
    >
      {value === null ? (
        <div className="h-full w-1/3 animate-sweep rounded-full bg-run motion-reduce:w-full motion-reduce:opacity-40" />
      ) : (
        <div
          className="h-full origin-left bg-run transition-transform duration-150"
          style={{ transform: `scaleX(${Math.min(1, Math.max(0, value))})` }}
        />
      )}
    </div>
  );
}
