"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { roleName, roleOptions } from "#components/hub/role-words";
import { useMember } from "#components/shell/member";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import { SelectField } from "#components/ui/select-field";
import type { MemberDto } from "#lib/api/member-dto";
import { type Role, whyNotGive } from "#lib/hubs/roles";
import { changeRole, membersQuery } from "#lib/queries/members";
import { explainError } from "#lib/queries/request";

type Props = {
  /** Null while the dialog is closed. */
  member: MemberDto | null;
  onClose: () => void;
};

/** Gives a member another role. */
export function ChangeRole({ member, onClose }: Props) {
  const me = useMember();
  const { data: members = [] } = useQuery(membersQuery());
  const [shown, setShown] = useState(member);
  const [chosen, setChosen] = useState<Role | null>(null);
  if (member && member !== shown) {
    if (member.id !== shown?.id) setChosen(null);
    setShown(member);
  }
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role }) => changeRole(id, role),
    onSuccess: (_, { role }) => {
      toast.success(`${shown?.name} is ${roleName(role).toLowerCase()} now`);
      close();
    },
  });
  function close() {
    onClose();
    setChosen(null);
    reset();
  }
  if (!shown) return null;
  const role = chosen ?? shown.role;
  const owners = members.filter((one) => one.role === "owner").length;
  const whyNot = whyNotGive({ actor: me, target: shown, owners }, role);
  return (
    <Dialog
      open={member !== null}
      onOpenChange={(open) => !open && close()}
      size="sm"
      title={`Change the role of ${shown.name}`}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="accent"
            pending={isPending}
            disabled={role === shown.role || whyNot !== null}
            onClick={() => mutate({ id: shown.id, role })}
          >
            Change role
          </Button>
        </>
      }
    >
      <SelectField
        label="Role"
        value={role}
        onValueChange={setChosen}
        options={roleOptions(me.role)}
        error={whyNot ?? undefined}
        help="It counts from their next click. Invites to roles that they may give no more end."
      />
      {shown.id === me.id && role !== shown.role && !whyNot && (
        <Notice tone="warn" className="mt-3">
          This is your own role: you cannot take it back by yourself.
        </Notice>
      )}
      {error && (
        <Notice tone="bad" role="alert" className="mt-3">
          {explainError(error)}
        </Notice>
      )}
    </Dialog>
  );
}
