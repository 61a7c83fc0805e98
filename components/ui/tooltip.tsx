"use client";

import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

/** All hints share one popup: a long list of icons would else carry hundreds of them. */
const hints = BaseTooltip.createHandle<ReactNode>();

type Props = {
  content: ReactNode;
  /** The element that shows the hint on hover and focus. It still needs a name of its own. */
  children: ReactElement;
};

/** A hint in words. Never the only place where something is said. */
export function Tooltip({ content, children }: Props) {
  return <BaseTooltip.Trigger handle={hints} payload={content} render={children} delay={350} />;
}

/** The popup of every hint; stands once in the page. */
export function Hints() {
  return (
    <BaseTooltip.Root handle={hints}>
      {({ payload }) => (
        <BaseTooltip.Portal>
          <BaseTooltip.Positioner sideOffset={6} className="z-50">
            <BaseTooltip.Popup className="max-w-72 rounded-md border border-line bg-raised px-2 py-1 text-sm text-text shadow-popup transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
              {payload}
            </BaseTooltip.Popup>
          </BaseTooltip.Positioner>
        </BaseTooltip.Portal>
      )}
    </BaseTooltip.Root>
  );
}
