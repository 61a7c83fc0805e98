"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { roleName } from "#components/hub/role-words";
import { useMember } from "#components/shell/member";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { RelativeTime } from "#components/ui/relative-time";
import { Cell, HeadCell, Table, TableFrame } from "#components/ui/table";
import type { InviteDto } from "#lib/api/member-dto";
import { mayGive } from "#lib/hubs/roles";
import { invitesQuery, membersKey, revokeInvite } from "#lib/queries/members";
import { explainError } from "#lib/queries/request";

/** Invites that nobody has used yet; nothing at all while there is none. */
export function InviteList() {
  const { data, error, refetch } = useQuery(invitesQuery());
  if (error) {
    return (
      <Notice
        tone="bad"
        role="alert"
        className="mt-6"
        title="The open invites could not be loaded"
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        {explainError(error)}
      </Notice>
    );
  }
  if (!data || data.length === 0) return null;
  return (
    <section aria-labelledby="open-invites" className="mt-6">
      <h2 id="open-invites" className="mb-2 text-base">
        Open invites
      </h2>
      <TableFrame>
        <Table>
          <thead>
            <tr>
              <HeadCell className="pl-4">For</HeadCell>
              <HeadCell className="w-28 sm:w-36">Role</HeadCell>
              <HeadCell className="hidden w-40 md:table-cell">Made by</HeadCell>
              <HeadCell className="hidden w-40 sm:table-cell">Expires</HeadCell>
              <HeadCell className="w-24">
                <span className="sr-only">What to do</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {data.map((invite) => (
              <InviteRow key={invite.id} invite={invite} />
            ))}
          </tbody>
        </Table>
      </TableFrame>
    </section>
  );
}

function InviteRow({ invite }: { invite: InviteDto }) {
  const { role } = useMember();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => revokeInvite(invite.id),
    onSuccess: () => toast.success(`The invite for ${invite.email} is revoked`),
    onError: (error) => toast.error(explainError(error)),
    onSettled: () => client.invalidateQueries({ queryKey: membersKey }),
  });
  return (
    <tr className="h-[52px] border-b border-line-soft last:border-0 hover:bg-hover">
      <Cell className="pl-4 font-medium">{invite.email}</Cell>
      <Cell>{roleName(invite.role)}</Cell>
      <Cell className="hidden text-dim md:table-cell">{invite.creator.name}</Cell>
      <Cell className="hidden text-dim sm:table-cell">
        <RelativeTime at={invite.expires} />
      </Cell>
      <Cell className="pr-3 text-right">
        {mayGive(role, invite.role) && (
          <Button
            size="sm"
            pending={isPending}
            aria-label={`Revoke the invite for ${invite.email}`}
            onClick={() => mutate()}
          >
            Revoke
          </Button>
        )}
      </Cell>
    </tr>
  );
}
