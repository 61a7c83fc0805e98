"use client";

import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { NavLinks } from "#components/shell/nav-links";
import { iconButtonClass } from "#components/ui/icon-button";

type Props = { open: boolean; onOpenChange: (open: boolean) => void; footer: ReactNode };

/** The navigation of a narrow page, over it from the left. */
export function MobileDrawer({ open, onOpenChange, footer }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-shade transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup className="fixed inset-y-0 left-0 z-30 flex w-72 max-w-[85vw] flex-col border-r border-line bg-panel p-3 outline-hidden transition-transform duration-150 data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
          <div className="mb-3 flex items-center justify-between">
            <Dialog.Title className="px-2 text-base">Menu</Dialog.Title>
            <Dialog.Close aria-label="Close the menu" className={iconButtonClass}>
              <X aria-hidden />
            </Dialog.Close>
          </div>
          <NavLinks onFollow={() => onOpenChange(false)} />
          <div className="mt-auto">{footer}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
