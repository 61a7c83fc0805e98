"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { InviteForm } from "#components/hub/invite-form";
import { InviteLink } from "#components/hub/invite-link";
import { Dialog } from "#components/ui/dialog";
import { createInvite, membersKey } from "#lib/queries/members";

/** Makes an invite, then shows its link, once. */
export function InviteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const [wasOpen, setWasOpen] = useState(open);
  const invite = useMutation({
    mutationFn: createInvite,
    onSuccess: () => void client.invalidateQueries({ queryKey: membersKey }),
  });
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) invite.reset();
  }
  const made = invite.data;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={made ? `Send this link to ${made.email}` : "Invite a member"}
      description={
        made
          ? "Holdfast sends nothing by itself, and shows the link only now."
          : "You get a link to send them. It is good for 7 days and works once."
      }
      dismissible={false}
    >
      {made ? (
        <InviteLink invite={made} onClose={onClose} />
      ) : (
        <InviteForm
          onSubmit={invite.mutate}
          error={invite.error}
          isPending={invite.isPending}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
