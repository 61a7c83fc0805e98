"use client";

import clsx from "clsx";
import type { ComponentProps } from "react";
import { Tooltip } from "#components/ui/tooltip";

export const iconButtonClass =
  "inline-flex size-8 shrink-0 items-center justify-center rounded-md text-dim transition-colors duration-100 hover:not-data-disabled:bg-hover hover:not-data-disabled:text-text data-popup-open:bg-hover data-disabled:opacity-40 [&_svg]:size-4";

type Props = ComponentProps<"button"> & {
  /** Its name for a screen reader, and its hint. */
  label: string;
};

export function IconButton({ label, className, ...props }: Props) {
  return (
    <Tooltip content={label}>
      <button
        type="button"
        tabIndex={0}
        aria-label={label}
        {...props}
        data-disabled={props.disabled ? "" : undefined}
        className={clsx(iconButtonClass, className)}
      />
    </Tooltip>
  );
}
