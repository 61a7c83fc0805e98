"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import clsx from "clsx";
import type { ComponentProps } from "react";
import { Tooltip } from "#components/ui/tooltip";

export const iconButtonClass =
  "inline-flex size-8 shrink-0 items-center justify-center rounded-md text-dim transition-colors duration-100 hover:not-data-disabled:bg-hover hover:not-data-disabled:text-text data-popup-open:bg-hover data-disabled:opacity-40 [&_svg]:size-4";

type Props = Omit<ComponentProps<typeof BaseButton>, "className"> & {
  /** Its name for a screen reader, and its hint. */
  label: string;
  className?: string;
};

export function IconButton({ label, className, ...props }: Props) {
  return (
    <Tooltip content={label}>
      <BaseButton aria-label={label} {...props} className={clsx(iconButtonClass, className)} />
    </Tooltip>
  );
}
