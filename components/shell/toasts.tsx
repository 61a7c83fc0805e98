"use client";

import { CircleCheck, OctagonAlert } from "lucide-react";
import { Toaster } from "sonner";

/** Short notes on what was done. What must not be missed stands in the page instead. */
export function Toasts() {
  return (
    <Toaster
      position="bottom-right"
      gap={8}
      // Above what stands at the foot of a phone's screen.
      mobileOffset={{ bottom: 84 }}
      icons={{
        success: <CircleCheck aria-hidden className="size-4 text-ok" />,
        error: <OctagonAlert aria-hidden className="size-4 text-bad" />,
      }}
      toastOptions={{
        unstyled: true,
        closeButton: false,
        classNames: {
          toast:
            "flex w-[356px] font-sans max-w-full items-start gap-2.5 rounded-lg border border-line bg-raised px-3.5 py-3 text-base text-text shadow-popup",
          icon: "mt-0.5 shrink-0",
          title: "font-medium [overflow-wrap:anywhere]",
          content: "min-w-0 flex-1",
          actionButton:
            "-my-1 ml-auto h-7 shrink-0 self-center rounded-md border border-line px-2 text-sm font-medium hover:bg-hover",
          description: "mt-0.5 text-sm text-dim [overflow-wrap:anywhere]",
        },
      }}
    />
  );
}
