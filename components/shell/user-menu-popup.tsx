"use client";

import { LogOut, Monitor, Moon, Sun, User } from "lucide-react";
import Link from "next/link";
import { signOut } from "next-auth/react";
import type { ReactElement } from "react";
import { useMember } from "#components/shell/member";
import {
  Menu,
  MenuChoice,
  MenuItem,
  MenuLabel,
  MenuLink,
  MenuSeparator,
} from "#components/ui/menu";
import { setTheme, type Theme } from "#components/ui/theme";
import { useTheme } from "#components/ui/use-theme";

const themeOptions = [
  { value: "system", label: "As the system", icon: <Monitor aria-hidden /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden /> },
] as const;

type Props = {
  /** What the server rendered. */
  theme: Theme;
  trigger: ReactElement;
};

/** The member's menu, open when it comes: it is loaded by the press that asks for it. */
export function UserMenuPopup({ theme: first, trigger }: Props) {
  const member = useMember();
  const theme = useTheme(first);
  return (
    <Menu side="top" align="start" defaultOpen trigger={trigger}>
      <MenuLabel>
        <span className="block truncate text-sm text-dim">{member.email}</span>
      </MenuLabel>
      <MenuSeparator />
      <MenuChoice label="Theme" value={theme} onValueChange={setTheme} options={themeOptions} />
      <MenuSeparator />
      <MenuLink icon={<User aria-hidden />} render={<Link href="/profile" />}>
        Profile
      </MenuLink>
      <MenuItem
        icon={<LogOut aria-hidden />}
        onClick={() => void signOut({ callbackUrl: "/login" })}
      >
        Sign out
      </MenuItem>
    </Menu>
  );
}
