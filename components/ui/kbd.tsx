import clsx from "clsx";

export function Kbd({ children, className }: { children: string; className?: string }) {
  return (
    <kbd
      aria-hidden
      className={clsx(
        "rounded-sm border border-line bg-inset px-1.5 font-mono text-xs text-faint",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
