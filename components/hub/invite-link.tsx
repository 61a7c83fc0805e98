"use client";

import { roleName } from "#components/hub/role-words";
import { Button } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import { formatMoment } from "#components/ui/relative-time";
import { TextField } from "#components/ui/text-field";
import type { NewInviteDto } from "#lib/api/member-dto";
import { serverNow } from "#lib/queries/server-clock";

/** The link, on the address that this dashboard is used by. */
export function InviteLink({ invite, onClose }: { invite: NewInviteDto; onClose: () => void }) {
  const link = new URL(invite.path, window.location.origin).href;
  return (
    <>
      <div className="flex items-end gap-2">
        <TextField
          label="Link"
          mono
          readOnly
          autoFocus
          value={link}
          onFocus={(event) => event.target.select()}
          className="flex-1"
        />
        <CopyButton text={link} label="Copy the link" words className="h-9! px-3!" />
      </div>
      <p className="mt-3 text-dim">
        {roleName(invite.role)}, good once until{" "}
        {formatMoment(Date.parse(invite.expires), serverNow())}. Whoever has it can use it: send it
        by a way that only they can read.
      </p>
      <div className="mt-4 flex justify-end">
        <Button variant="accent" onClick={onClose}>
          Done
        </Button>
      </div>
    </>
  );
}
