import clsx from "clsx";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps, MouseEvent, ReactNode } from "react";

export type ButtonVariant = "accent" | "plain" | "danger" | "quiet";

const variants: Record<ButtonVariant, string> = {
  accent:
    "bg-accent text-on-accent font-semibold border-transparent hover:not-data-disabled:bg-accent-hover",
  plain:
    "bg-panel text-text font-medium border-line hover:not-data-disabled:bg-hover data-popup-open:bg-hover",
  danger: "bg-bad-soft text-bad font-semibold border-bad-line hover:not-data-disabled:border-bad",
  quiet:
    "bg-transparent text-dim font-medium border-transparent hover:not-data-disabled:bg-hover hover:not-data-disabled:text-text data-popup-open:bg-hover",
};

/** Class names that make any element look like a button: for links, `Button` itself uses them. */
export function buttonClass(variant: ButtonVariant = "plain", size: "md" | "sm" = "md"): string {
  return clsx(
    "inline-flex items-center justify-center gap-1.5 whitespace-nowrap rounded-md border select-none transition-colors duration-100",
    "data-disabled:opacity-50",
    size === "md" ? "h-8 px-3" : "h-7 px-2 text-sm",
    variants[variant],
  );
}

type Props = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: "md" | "sm";
  /** While true the button turns its mark and takes no press, yet keeps the focus. */
  pending?: boolean;
  /** So that a hint that says why it is disabled can be reached. */
  focusableWhenDisabled?: boolean;
  icon?: ReactNode;
};

/**
 * For a button that keeps the focus while it takes no press: a form behind it is not sent either, and a
 * menu of which it is the trigger, which opens before the click, stays closed.
 */
const takesNoPress = {
  onClick: (event: MouseEvent) => event.preventDefault(),
  onPointerDown: undefined,
  onMouseDown: undefined,
  onKeyDown: undefined,
  onKeyUp: undefined,
};

export function Button({
  variant = "plain",
  size = "md",
  pending = false,
  icon,
  className,
  children,
  disabled = false,
  focusableWhenDisabled = pending,
  ...props
}: Props) {
  const takesNone = disabled || pending;
  return (
    <button
      type="button"
      // Safari gives a button the focus on a press only with it, and a dialog gives the focus back.
      tabIndex={0}
      {...props}
      {...(takesNone && takesNoPress)}
      disabled={takesNone && !focusableWhenDisabled}
      aria-disabled={(takesNone && focusableWhenDisabled) || undefined}
      data-disabled={takesNone ? "" : undefined}
      aria-busy={pending || undefined}
      className={clsx(buttonClass(variant, size), "[&_svg]:size-4 [&_svg]:shrink-0", className)}
    >
      {pending ? <LoaderCircle aria-hidden className="animate-spin" /> : icon}
      {children}
    </button>
  );
}
