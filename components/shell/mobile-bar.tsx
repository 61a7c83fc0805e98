"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Menu as MenuIcon, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Brand } from "#components/shell/brand";
import { GoToIcon } from "#components/shell/go-to";
import { NavLinks } from "#components/shell/nav-links";
import { iconButtonClass } from "#components/ui/icon-button";

/** The top of a narrow page: the brand, and a drawer with the rest. */
export function MobileBar({ footer }: { footer: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <header className="flex h-12 items-center justify-between border-b border-line bg-panel px-2 md:hidden">
      <Brand />
      <span className="ml-auto">
        <GoToIcon />
      </span>
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Trigger aria-label="Open the menu" className={iconButtonClass}>
          <MenuIcon aria-hidden />
        </Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Backdrop className="fixed inset-0 z-30 bg-shade transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
          <Dialog.Popup className="fixed inset-y-0 left-0 z-30 flex w-72 max-w-[85vw] flex-col border-r border-line bg-panel p-3 outline-hidden transition-transform duration-150 data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
            <div className="mb-3 flex items-center justify-between">
              <Dialog.Title className="px-2 text-base">Menu</Dialog.Title>
              <Dialog.Close aria-label="Close the menu" className={iconButtonClass}>
                <X aria-hidden />
              </Dialog.Close>
            </div>
            <NavLinks onFollow={() => setOpen(false)} />
            <div className="mt-auto">{footer}</div>
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </header>
  );
}
