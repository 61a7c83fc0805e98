import clsx from "clsx";
import type { ComponentProps } from "react";

type Props = Omit<ComponentProps<"input">, "type" | "ref" | "aria-label"> & {
  label: string;
  /** Some, not all: shown as a dash. */
  indeterminate?: boolean;
};

/** A bare checkbox whose name is read aloud only; its `click` event carries Shift for ranges. */
export function Checkbox({ label, indeterminate = false, className, ...props }: Props) {
  return (
    <input
      {...props}
      type="checkbox"
      aria-label={label}
      ref={(input) => {
        if (input) input.indeterminate = indeterminate;
      }}
      className={clsx("checkbox", className)}
    />
  );
}
