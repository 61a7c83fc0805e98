"use client";

import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

type Props = {
  content: ReactNode;
  /** The element that shows the hint on hover and focus. It still needs a name of its own. */
  children: ReactElement;
  side?: "top" | "bottom" | "left" | "right";
};

/** A hint in words. Never the only place where something is said. */
export function Tooltip({ content, children, side = "top" }: Props) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={children} delay={350} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner side={side} sideOffset={6} className="z-50">
          <BaseTooltip.Popup className="max-w-72 rounded-md border border-line bg-raised px-2 py-1 text-sm text-text shadow-popup transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {content}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
