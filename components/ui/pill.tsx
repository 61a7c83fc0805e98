import clsx from "clsx";
import { Check, Clock, LoaderCircle, type LucideIcon, Minus } from "lucide-react";

export type Tone = "ok" | "bad" | "warn" | "run" | "off";
/** The shape beside the colour, so that a state reads without colour. */
export type Shape = "dot" | "triangle" | "ring" | "check" | "clock" | "dash" | "square";

const tones: Record<Tone, string> = {
  ok: "bg-ok-soft text-ok",
  bad: "bg-bad-soft text-bad",
  warn: "bg-warn-soft text-warn",
  run: "bg-run-soft text-run",
  off: "bg-off-soft text-off",
};

const icons: Partial<Record<Shape, LucideIcon>> = {
  ring: LoaderCircle,
  check: Check,
  clock: Clock,
  dash: Minus,
};

function Mark({ shape }: { shape: Shape }) {
  const Icon = icons[shape];
  if (Icon) {
    return (
      <Icon
        aria-hidden
        strokeWidth={2.6}
        className={clsx("size-3 shrink-0", shape === "ring" && "animate-spin")}
      />
    );
  }
  return (
    <span
      aria-hidden
      className={clsx(
        "size-2 shrink-0 bg-current",
        shape === "dot" && "rounded-full",
        shape === "square" && "rounded-[2px]",
        shape === "triangle" && "[clip-path:polygon(50%_0,100%_100%,0_100%)]",
      )}
    />
  );
}

/** A state: colour, shape and word. */
export function Pill({ tone, shape, children }: { tone: Tone; shape: Shape; children: string }) {
  return (
    <span
      className={clsx(
        "inline-flex h-[22px] items-center gap-1.5 whitespace-nowrap rounded-full px-2 text-sm font-medium",
        tones[tone],
      )}
    >
      <Mark shape={shape} />
      {children}
    </span>
  );
}
