"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import type { MemberDto } from "#lib/api/member-dto";
import { removeMember } from "#lib/queries/members";
import { explainError } from "#lib/queries/request";

type Props = {
  /** Null while the dialog is closed. */
  member: MemberDto | null;
  onClose: () => void;
};

/** Takes somebody out of the hub. */
export function RemoveMember({ member, onClose }: Props) {
  const [shown, setShown] = useState(member);
  if (member && member !== shown) setShown(member);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: removeMember,
    onSuccess: () => {
      toast.success(`${shown?.name} is removed`);
      close();
    },
  });
  function close() {
    onClose();
    reset();
  }
  if (!shown) return null;
  return (
    <Dialog
      open={member !== null}
      onOpenChange={(open) => !open && close()}
      size="sm"
      title={`Remove ${shown.name}?`}
      footer={
        <>
          <Button onClick={close}>Keep</Button>
          <Button variant="danger" pending={isPending} onClick={() => mutate(shown.id)}>
            Remove member
          </Button>
        </>
      }
    >
      <p>
        {shown.email} is signed out everywhere at once and can sign in no more. Invites that they
        made end. Backups, schedules and what the activity says of them stay.
      </p>
      <p className="mt-2 text-dim">To let them back in, invite them again.</p>
      {error && (
        <Notice tone="bad" role="alert" className="mt-3">
          {explainError(error)}
        </Notice>
      )}
    </Dialog>
  );
}
