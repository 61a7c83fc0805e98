"use client";

import { Menu as MenuIcon } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { Brand } from "#components/shell/brand";
import { GoToIcon } from "#components/shell/go-to";
import { iconButtonClass } from "#components/ui/icon-button";
import { loadPart } from "#components/ui/load-part";

const MobileDrawer = dynamic(() =>
  loadPart(() => import("#components/shell/mobile-drawer").then((file) => file.MobileDrawer)),
);

/** The top of a narrow page: the brand, and a drawer with the rest, loaded when first opened. */
export function MobileBar({ footer }: { footer: ReactNode }) {
  const [open, setOpen] = useState<boolean | null>(null);
  return (
    <header className="flex h-12 items-center justify-between border-b border-line bg-panel px-2 md:hidden">
      <Brand />
      <span className="ml-auto">
        <GoToIcon />
      </span>
      <button
        type="button"
        aria-label="Open the menu"
        aria-haspopup="dialog"
        aria-expanded={open ?? false}
        onClick={() => setOpen(true)}
        className={iconButtonClass}
      >
        <MenuIcon aria-hidden />
      </button>
      {open !== null && <MobileDrawer open={open} onOpenChange={setOpen} footer={footer} />}
    </header>
  );
}
