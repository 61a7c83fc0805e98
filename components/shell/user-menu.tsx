"use client";

import { ChevronsUpDown, LogOut, Monitor, Moon, Sun, User } from "lucide-react";
import Link from "next/link";
import { signOut } from "next-auth/react";
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

export function UserMenu({ theme: first }: { theme: Theme }) {
  const member = useMember();
  const theme = useTheme(first);
  return (
    <Menu
      side="top"
      align="start"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-md p-2 text-left hover:bg-hover data-popup-open:bg-hover"
        >
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent"
          >
            {member.name.charAt(0).toUpperCase()}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{member.name}</span>
            <span className="block truncate text-sm text-faint capitalize">{member.role}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 text-faint" />
        </button>
      }
    >
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
