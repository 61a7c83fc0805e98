"use client";

import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";

type Props = { open: boolean; onStay: () => void; onLeave: () => void };

/** Asks whether unsaved changes may go. */
export function LeaveDialog({ open, onStay, onLeave }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onStay()}
      size="sm"
      title="Leave without saving?"
      description="The changes you made here are not saved."
      footer={
        <>
          <Button onClick={onStay}>Keep editing</Button>
          <Button variant="danger" onClick={onLeave}>
            Leave without saving
          </Button>
        </>
      }
    />
  );
}
