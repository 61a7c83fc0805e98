"use client";

import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";

type Guard = {
  /** Runs `leave` at once, or after the reader has said that unsaved changes may go. */
  ask: (leave: () => void) => void;
  setDirty: (dirty: boolean) => void;
};

const Context = createContext<Guard>({ ask: (leave) => leave(), setDirty: () => {} });

export const useLeaveGuard = () => useContext(Context);

/** Tells the guard (and the browser, for a reload) that a form holds changes nobody saved. */
export function useUnsaved(dirty: boolean): void {
  const { setDirty } = useLeaveGuard();
  useEffect(() => {
    if (!dirty) return;
    setDirty(true);
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => {
      setDirty(false);
      window.removeEventListener("beforeunload", warn);
    };
  }, [dirty, setDirty]);
}

/** Stands around what can hold an unsaved form and everything that leads away from it. */
export function LeaveGuard({ children }: { children: ReactNode }) {
  const dirty = useRef(false);
  const [leave, setLeave] = useState<(() => void) | null>(null);
  const [guard] = useState<Guard>(() => ({
    ask: (next) => (dirty.current ? setLeave(() => next) : next()),
    setDirty: (value) => {
      dirty.current = value;
    },
  }));
  return (
    <Context value={guard}>
      {children}
      <Dialog
        open={leave !== null}
        onOpenChange={(open) => !open && setLeave(null)}
        size="sm"
        title="Leave without saving?"
        description="The changes you made here are not saved."
        footer={
          <>
            <Button onClick={() => setLeave(null)}>Keep editing</Button>
            <Button
              variant="danger"
              onClick={() => {
                setLeave(null);
                leave?.();
              }}
            >
              Leave without saving
            </Button>
          </>
        }
      />
    </Context>
  );
}
