"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import {
  Activity,
  Archive,
  Box,
  House,
  type LucideIcon,
  Plug,
  Server,
  Settings,
  Users,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useMember } from "#components/shell/member";
import { countsQuery } from "#lib/queries/overview";

function NavLink({
  href,
  label,
  Icon,
  count,
  onFollow,
}: {
  href: string;
  label: string;
  Icon: LucideIcon;
  /** How many rows stand there. */
  count?: number;
  onFollow?: () => void;
}) {
  const path = usePathname();
  const current = path === href || path.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      onClick={onFollow}
      aria-current={current ? "page" : undefined}
      className={clsx(
        "flex h-8 items-center gap-2.5 rounded-md px-2 font-medium transition-colors duration-100",
        current ? "bg-hover text-text" : "text-dim hover:bg-hover hover:text-text",
      )}
    >
      <Icon aria-hidden className="size-4" />
      {label}
      {count !== undefined && count > 0 && (
        <span className="ml-auto text-sm font-normal text-faint">{count.toLocaleString("en")}</span>
      )}
    </Link>
  );
}

/** The places of the dashboard: only those that are there. */
export function NavLinks({ onFollow }: { onFollow?: () => void }) {
  const { hubName, canViewIntegrations } = useMember();
  const { data: counts } = useQuery(countsQuery());
  return (
    <nav aria-label="Main" className="flex flex-col gap-0.5">
      <NavLink href="/" label="Overview" Icon={House} onFollow={onFollow} />
      <NavLink
        href="/containers"
        label="Containers"
        Icon={Box}
        count={counts?.containers}
        onFollow={onFollow}
      />
      <NavLink
        href="/backups"
        label="Backups"
        Icon={Archive}
        count={counts?.backups}
        onFollow={onFollow}
      />
      <NavLink href="/activity" label="Activity" Icon={Activity} onFollow={onFollow} />
      <p className="mt-4 mb-1 truncate px-2 text-sm text-faint">Hub · {hubName}</p>
      {canViewIntegrations && (
        <NavLink href="/hub/integrations" label="Integrations" Icon={Plug} onFollow={onFollow} />
      )}
      <NavLink href="/hub/members" label="Members" Icon={Users} onFollow={onFollow} />
      <NavLink href="/hub/hosts" label="Hosts" Icon={Server} onFollow={onFollow} />
      <NavLink href="/hub/settings" label="Settings" Icon={Settings} onFollow={onFollow} />
    </nav>
  );
}
