"use client";

import { ChevronsUpDown } from "lucide-react";
import dynamic from "next/dynamic";
import { type ComponentProps, useState } from "react";
import { useMember } from "#components/shell/member";
import { loadPart } from "#components/ui/load-part";
import type { Theme } from "#components/ui/theme";

const load = () => import("#components/shell/user-menu-popup");
/** What fails now is asked for when it is needed. */
const ahead = () => void load().catch(() => undefined);
const UserMenuPopup = dynamic(() => loadPart(() => load().then((file) => file.UserMenuPopup)), {
  loading: () => <UserButton aria-busy />,
});

/** Who is signed in; the menu behind it is loaded when somebody is about to open it. */
export function UserMenu({ theme }: { theme: Theme }) {
  const [isAsked, setAsked] = useState(false);
  if (isAsked) return <UserMenuPopup theme={theme} trigger={<UserButton />} />;
  return (
    <UserButton
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={ahead}
      onFocus={ahead}
      onClick={() => setAsked(true)}
    />
  );
}

function UserButton(props: ComponentProps<"button">) {
  const member = useMember();
  return (
    <button
      type="button"
      {...props}
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
  );
}
