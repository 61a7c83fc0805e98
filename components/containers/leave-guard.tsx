"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";

// Every page knows the guard, for its shortcuts; few ever ask.
const LeaveDialog = dynamic(() =>
  import("#components/containers/leave-dialog").then((file) => file.LeaveDialog),
);

type Guard = {
  /**
   * Runs `leave` at once, or after the reader has said that unsaved changes may go. With `hold` the
   * leaving has begun already: `hold` stops it when the reader has to be asked.
   */
  ask: (leave: () => void, hold?: () => void) => void;
  setDirty: (dirty: boolean) => void;
};

const Context = createContext<Guard>({ ask: (leave) => leave(), setDirty: () => {} });

export const useLeaveGuard = () => useContext(Context);

let standing: Guard | null = null;

/** The same for what stands outside of the guarded place: the command palette, a shortcut. */
export function askToLeave(leave: () => void): void {
  if (standing) standing.ask(leave);
  else leave();
}

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

/** Stands around what can hold an unsaved form and everything that leads away from it. */
export function LeaveGuard({ children }: { children: ReactNode }) {
  const dirty = useRef(false);
  const [leave, setLeave] = useState<(() => void) | null>(null);
  const [wasAsked, setWasAsked] = useState(false);
  const [guard] = useState<Guard>(() => ({
    ask: (next, hold) => {
      if (!dirty.current) return hold ? undefined : next();
      hold?.();
      setLeave(() => next);
      setWasAsked(true);
    },
    setDirty: (value) => {
      dirty.current = value;
    },
  }));
  useEffect(() => {
    standing = guard;
    return () => {
      standing = null;
    };
  }, [guard]);
  return (
    <Context value={guard}>
      {children}
      {wasAsked && (
        <LeaveDialog
          open={leave !== null}
          onStay={() => setLeave(null)}
          onLeave={() => {
            setLeave(null);
            dirty.current = false;
            leave?.();
          }}
        />
      )}
    </Context>
  );
}
