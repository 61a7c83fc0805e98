"use client";

import { Ellipsis, UserCog, UserMinus } from "lucide-react";
import { roleName } from "#components/hub/role-words";
import { useMember } from "#components/shell/member";
import { Chip } from "#components/ui/chip";
import { IconButton } from "#components/ui/icon-button";
import { Menu, MenuItem } from "#components/ui/menu";
import { RelativeTime } from "#components/ui/relative-time";
import { Cell, HeadCell, Table, TableFrame } from "#components/ui/table";
import type { MemberDto } from "#lib/api/member-dto";
import { mayGive, whyNotRemove } from "#lib/hubs/roles";

type Props = {
  members: MemberDto[];
  onChangeRole: (id: string) => void;
  onRemove: (id: string) => void;
};

export function MemberTable({ members, onChangeRole, onRemove }: Props) {
  const me = useMember();
  const owners = members.filter(({ role }) => role === "owner").length;
  return (
    <TableFrame>
      <Table>
        <thead>
          <tr>
            <HeadCell className="pl-4">Member</HeadCell>
            <HeadCell className="w-28 sm:w-36">Role</HeadCell>
            <HeadCell className="hidden w-40 md:table-cell">Member since</HeadCell>
            <HeadCell className="hidden w-40 sm:table-cell">Last seen</HeadCell>
            <HeadCell className="w-14">
              <span className="sr-only">What to do</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => {
            const whyNot = whyNotRemove({ actor: me, target: member, owners });
            const isMe = member.id === me.id;
            return (
              <tr
                key={member.id}
                className="h-[52px] border-b border-line-soft last:border-0 hover:bg-hover"
              >
                <Cell className="pl-4">
                  <span className="flex items-center gap-2">
                    <span className="truncate font-medium">{member.name}</span>
                    {isMe && <Chip className="shrink-0">You</Chip>}
                  </span>
                  <span className="block truncate text-sm text-faint">{member.email}</span>
                </Cell>
                <Cell>{roleName(member.role)}</Cell>
                <Cell className="hidden text-dim md:table-cell">
                  <RelativeTime at={member.joined} />
                </Cell>
                <Cell className="hidden text-dim sm:table-cell">
                  {member.last_seen.startsWith("0001") ? (
                    "Never"
                  ) : (
                    <RelativeTime at={member.last_seen} />
                  )}
                </Cell>
                <Cell className="overflow-visible! pr-3 text-right">
                  {mayGive(me.role, member.role) && (
                    <Menu
                      trigger={
                        <IconButton label={`More for ${member.name}`}>
                          <Ellipsis aria-hidden />
                        </IconButton>
                      }
                    >
                      <MenuItem
                        icon={<UserCog aria-hidden />}
                        onClick={() => onChangeRole(member.id)}
                      >
                        Change role
                      </MenuItem>
                      <MenuItem
                        icon={<UserMinus aria-hidden />}
                        disabled={whyNot !== null}
                        detail={whyNot}
                        onClick={() => onRemove(member.id)}
                      >
                        Remove
                      </MenuItem>
                    </Menu>
                  )}
                </Cell>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </TableFrame>
  );
}
