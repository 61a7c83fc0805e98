import type { Creator } from "#lib/api/types";
import type { Role } from "#lib/hubs/roles";

export type MemberDto = {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** When they became a member, and when they last used Holdfast, true to a few minutes. */
  joined: string;
  last_seen: string;
};

/** An invite that is open. */
export type InviteDto = {
  id: string;
  email: string;
  role: Role;
  creator: Creator;
  created: string;
  expires: string;
};

/** What making one answers: `path` is the link on this dashboard's own address, shown this once. */
export type NewInviteDto = InviteDto & { path: string };
