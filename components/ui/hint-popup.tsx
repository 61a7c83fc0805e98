"use client";

import { Tooltip } from "@base-ui/react/tooltip";
import { useSyncExternalStore } from "react";

/** The popup beside the element that has the hint; its words follow the element's. */
export function HintPopup({ anchor }: { anchor: Element }) {
  const words = useSyncExternalStore(
    (listener) => {
      const observer = new MutationObserver(listener);
      observer.observe(anchor, { attributeFilter: ["data-hint"] });
      return () => observer.disconnect();
    },
    () => anchor.getAttribute("data-hint"),
    () => null,
  );
  return (
    <Tooltip.Root open>
      <Tooltip.Portal>
        <Tooltip.Positioner
          anchor={anchor}
          sideOffset={6}
          className="z-50 data-anchor-hidden:invisible"
        >
          <Tooltip.Popup
            // The element itself says it to a screen reader, as its name or its description.
            aria-hidden
            data-hint-popup
            className="max-w-72 rounded-md border border-line bg-raised px-2 py-1 text-sm text-text shadow-popup transition-opacity duration-100 data-starting-style:opacity-0"
          >
            {words}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
