"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { loadPart } from "#components/ui/load-part";

const ProtectDialog = dynamic(() =>
  loadPart(() =>
    import("#components/containers/protect-dialog").then((file) => file.ProtectDialog),
  ),
);

/** Opens the dialog that protects a container in one go. */
export function ProtectAtOnce({ containerId }: { containerId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Protect</Button>
      {isOpen && <ProtectDialog containerId={containerId} onClose={() => setOpen(false)} />}
    </>
  );
}
