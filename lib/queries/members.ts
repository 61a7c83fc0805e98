import { queryOptions } from "@tanstack/react-query";
import type { InviteDto, MemberDto, NewInviteDto } from "#lib/api/member-dto";
import { request } from "#lib/queries/request";

const members = "/hubs/current/members";
const invites = "/hubs/current/invites";
export const membersKey = ["members"] as const;

export function membersQuery() {
  return queryOptions({
    queryKey: [...membersKey, "list"],
    queryFn: async ({ signal }) => (await request<{ data: MemberDto[] }>(members, { signal })).data,
  });
}

/** The open ones; only for who manages members. */
export function invitesQuery() {
  return queryOptions({
    queryKey: [...membersKey, "invites"],
    queryFn: async ({ signal }) => (await request<{ data: InviteDto[] }>(invites, { signal })).data,
  });
}

export async function changeRole(id: string, role: MemberDto["role"]): Promise<void> {
  await request(`${members}/${id}`, { method: "PATCH", body: { role } });
}

export async function removeMember(id: string): Promise<void> {
  await request(`${members}/${id}`, { method: "DELETE" });
}

/** Makes an invite; the answer has its link, this once. */
export async function createInvite(
  input: Pick<MemberDto, "email" | "role">,
): Promise<NewInviteDto> {
  return (await request<{ data: NewInviteDto }>(invites, { method: "POST", body: input })).data;
}

export async function revokeInvite(id: string): Promise<void> {
  await request(`${invites}/${id}`, { method: "DELETE" });
}
