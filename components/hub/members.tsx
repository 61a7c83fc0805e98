"use client";

import { useQuery } from "@tanstack/react-query";
import { UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { ChangeRole } from "#components/hub/change-role";
import { InviteDialog } from "#components/hub/invite-dialog";
import { InviteList } from "#components/hub/invite-list";
import { MemberTable } from "#components/hub/member-table";
import { RemoveMember } from "#components/hub/remove-member";
import { RoleList } from "#components/hub/role-list";
import { useMember } from "#components/shell/member";
import { Page } from "#components/shell/page";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { SkeletonRows } from "#components/ui/skeleton";
import { TableFrame } from "#components/ui/table";
import { membersQuery } from "#lib/queries/members";
import { explainError } from "#lib/queries/request";

/** What a dialog is open for. */
type Doing = { what: "invite" } | { what: "role" | "remove"; id: string } | null;

/** Who is in the hub, and who is invited. */
export function Members() {
  const { canManageMembers } = useMember();
  const { data, error, refetch } = useQuery(membersQuery());
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  const subjectOf = (what: "role" | "remove") =>
    (doing?.what === what && data?.find(({ id }) => id === doing.id)) || null;
  return (
    <Page
      title="Members"
      detail="Who can use this hub, and what they can do."
      actions={
        canManageMembers && (
          <Button
            variant="accent"
            icon={<UserPlus aria-hidden />}
            onClick={() => setDoing({ what: "invite" })}
          >
            Invite a member
          </Button>
        )
      }
    >
      {data && data.length > 0 ? (
        <MemberTable
          members={data}
          onChangeRole={(id) => setDoing({ what: "role", id })}
          onRemove={(id) => setDoing({ what: "remove", id })}
        />
      ) : (
        <TableFrame>
          {data ? (
            <EmptyState icon={<Users />} title="Nobody is a member yet" />
          ) : error ? (
            <ErrorState title="The members could not be loaded" onRetry={() => void refetch()}>
              {explainError(error)}
            </ErrorState>
          ) : (
            <SkeletonRows rows={3} label="Loading members" />
          )}
        </TableFrame>
      )}
      {canManageMembers && <InviteList />}
      <RoleList />
      <InviteDialog open={doing?.what === "invite"} onClose={close} />
      <ChangeRole member={subjectOf("role")} onClose={close} />
      <RemoveMember member={subjectOf("remove")} onClose={close} />
    </Page>
  );
}
