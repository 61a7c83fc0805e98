"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Role } from "#lib/hubs/roles";

/** Who is signed in, and what the screens may offer them. The server checks each act itself. */
export type Member = {
  id: string;
  name: string;
  email: string;
  role: Role;
  hubName: string;
  canManageBackups: boolean;
  canManageContainers: boolean;
  canManageConfig: boolean;
  canViewIntegrations: boolean;
  canManageIntegrations: boolean;
  canManageMembers: boolean;
  canManageSettings: boolean;
  canViewLogs: boolean;
  canUseConsole: boolean;
};

const Context = createContext<Member | null>(null);

export function MemberProvider({ member, children }: { member: Member; children: ReactNode }) {
  return <Context value={member}>{children}</Context>;
}

export function useMember(): Member {
  const member = useContext(Context);
  if (!member) throw new Error("useMember stands outside of MemberProvider");
  return member;
}
