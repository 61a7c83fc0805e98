"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import clsx from "clsx";
import { X } from "lucide-react";
import { Fragment, type ReactNode, useState } from "react";
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
  /** While something runs whose outcome has to be seen: nothing closes it. */
  busy?: boolean;
  /** False where a stray click beside it would lose what was typed. */
  dismissible?: boolean;
  /** What gets the focus when it closes, where that is not the button that opened it. */
  finalFocus?: () => HTMLElement | false;
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
  busy = false,
  dismissible = true,
  finalFocus,
}: Props) {
  const [wasOpen, setWasOpen] = useState(open);
  const [opening, setOpening] = useState(0);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setOpening(opening + 1);
  }
  return (
    <BaseDialog.Root
      open={open}
      onOpenChange={(next, details) => {
        if (!next && (busy || isOnToast(details.event))) return details.cancel();
        onOpenChange(next);
      }}
      disablePointerDismissal={busy || !dismissible}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop
          forceRender
          className="fixed inset-0 z-40 bg-shade transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0"
        />
        <BaseDialog.Viewport className="fixed inset-0 z-40 grid grid-rows-[minmax(0,1fr)] place-items-center p-3 sm:p-6">
          <BaseDialog.Popup
            finalFocus={finalFocus}
            className={clsx(
              "relative flex max-h-full w-full flex-col rounded-xl border border-line bg-panel shadow-modal outline-hidden transition-[opacity,scale] duration-100 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0",
              widths[size],
            )}
          >
            <header className="pt-4 pr-12 pb-3 pl-5">
              <div className="min-w-0">
                <BaseDialog.Title className="text-lg">{title}</BaseDialog.Title>
                {description && (
                  <BaseDialog.Description className="mt-1 text-dim">
                    {description}
                  </BaseDialog.Description>
                )}
              </div>
            </header>
            {children && (
              <div className="min-h-0 overflow-y-auto px-5 pt-0.5 pb-4">
                {/* Opened again while it still fades, it begins anew: what was typed before is gone. */}
                <Fragment key={opening}>{children}</Fragment>
              </div>
            )}
            {footer && (
              <footer className="flex flex-wrap justify-end gap-2 border-t border-line-soft px-5 py-3">
                {footer}
              </footer>
            )}
            {/* Last, so that the focus begins in the content or on the button that changes nothing. */}
            <BaseDialog.Close
              aria-label="Close"
              disabled={busy}
              className={clsx(iconButtonClass, "absolute top-3 right-3")}
            >
              <X aria-hidden />
            </BaseDialog.Close>
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
