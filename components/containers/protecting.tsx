"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, useContext, useState } from "react";
import { loadPart } from "#components/ui/load-part";

const ProtectDialog = dynamic(() =>
  loadPart(() =>
    import("#components/containers/protect-dialog").then((file) => file.ProtectDialog),
  ),
);

const Context = createContext<(containerId: string) => void>(() => {});

/** Opens the dialog that protects a container: one for all the rows of a list. */
export const useProtecting = () => useContext(Context);

export function Protecting({ children }: { children: ReactNode }) {
  const [containerId, setContainerId] = useState<string | null>(null);
  return (
    <Context value={setContainerId}>
      {children}
      {containerId !== null && (
        <ProtectDialog containerId={containerId} onClose={() => setContainerId(null)} />
      )}
    </Context>
  );
}
