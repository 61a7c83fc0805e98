"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { type Guard, setStandingGuard } from "#components/containers/ask-to-leave";
import { loadPart } from "#components/ui/load-part";

// Few ever ask.
const LeaveDialog = dynamic(() =>
  loadPart(() => import("#components/containers/leave-dialog").then((file) => file.LeaveDialog)),
);

const Context = createContext<Guard>({ ask: (leave) => leave(), setDirty: () => {} });

export const useLeaveGuard = () => useContext(Context);

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
    setStandingGuard(guard);
    return () => setStandingGuard(null);
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
