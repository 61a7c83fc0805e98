"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import clsx from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { iconButtonClass } from "#components/ui/icon-button";
import { isOnToast } from "#components/ui/is-on-toast";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One sentence below the title. */
  description?: ReactNode;
  children?: ReactNode;
  /** The buttons, the one that acts last. */
  footer?: ReactNode;
  size?: "sm" | "md" | "lg";
  /** False while something runs that a stray click must not leave. */
  dismissible?: boolean;
};

const widths = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-2xl" };

/** A dialog in the middle of the page (the whole page on a phone); Escape and the cross close it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  size = "md",
  dismissible = true,
}: Props) {
  return (
    <BaseDialog.Root
      open={open}
      onOpenChange={(next, details) => {
        if (!next && isOnToast(details.event)) return details.cancel();
        onOpenChange(next);
      }}
      disablePointerDismissal={!dismissible}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop
          forceRender
          className="fixed inset-0 z-40 bg-shade transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0"
        />
        <BaseDialog.Viewport className="fixed inset-0 z-40 grid place-items-center p-3 sm:p-6">
          <BaseDialog.Popup
            className={clsx(
              "flex max-h-full w-full flex-col rounded-xl border border-line bg-panel shadow-modal outline-hidden transition-[opacity,scale] duration-100 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0",
              widths[size],
            )}
          >
            <header className="flex items-start gap-3 px-5 pt-4 pb-3">
              <div className="min-w-0 flex-1">
                <BaseDialog.Title className="text-lg">{title}</BaseDialog.Title>
                {description && (
                  <BaseDialog.Description className="mt-1 text-dim">
                    {description}
                  </BaseDialog.Description>
                )}
              </div>
              <BaseDialog.Close aria-label="Close" className={clsx(iconButtonClass, "-mr-2")}>
                <X aria-hidden />
              </BaseDialog.Close>
            </header>
            {children && <div className="min-h-0 overflow-y-auto px-5 pt-0.5 pb-4">{children}</div>}
            {footer && (
              <footer className="flex flex-wrap justify-end gap-2 border-t border-line-soft px-5 py-3">
                {footer}
              </footer>
            )}
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
