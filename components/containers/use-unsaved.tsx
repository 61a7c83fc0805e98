"use client";

import { useEffect } from "react";
import { useLeaveGuard } from "#components/containers/leave-guard";

/** Whether a click leads this browser tab to another page of ours. */
function leavesPage(link: HTMLAnchorElement, event: MouseEvent): boolean {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    return false;
  return link.target !== "_blank" && !link.download && link.origin === location.origin;
}

/** Tells the guard (and the browser, for a reload or Back) that a form holds changes nobody saved. */
export function useUnsaved(dirty: boolean): void {
  const { ask, setDirty } = useLeaveGuard();
  useEffect(() => {
    if (!dirty) return;
    setDirty(true);
    const controller = new AbortController();
    const { signal } = controller;
    window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal });
    // Any link, before it is followed: in the form itself, beside it, or in the navigation.
    document.addEventListener(
      "click",
      (event) => {
        const link = event.target instanceof Element && event.target.closest("a[href]");
        if (!(link instanceof HTMLAnchorElement) || !leavesPage(link, event)) return;
        ask(
          () => link.click(),
          () => {
            event.preventDefault();
            event.stopPropagation();
          },
        );
      },
      { signal, capture: true },
    );
    if ("navigation" in window) {
      const { navigation } = window;
      navigation.addEventListener(
        "navigate",
        (event) => {
          if (event.navigationType !== "traverse" || !event.cancelable) return;
          const { key } = event.destination;
          ask(
            () => navigation.traverseTo(key),
            () => event.preventDefault(),
          );
        },
        { signal },
      );
    }
    return () => {
      setDirty(false);
      controller.abort();
    };
  }, [dirty, ask, setDirty]);
}
