"use client";

import { useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import {
  DatabaseBackup,
  HardDrive,
  House,
  type LucideIcon,
  Server,
  Settings,
  Wrench,
} from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useLeaveGuard } from "#components/containers/leave-guard";
import type { ContainerSummaryDto } from "#lib/api/container-dto";
import { type ContainerTab, loadTab } from "#lib/queries/load-tab";

type Tab = { path: ContainerTab; under: string; label: string; Icon: LucideIcon; count?: number };

/**
 * The modal's main navigation. A tab replaces the address instead of adding a step: however many
 * were looked at, the browser's Back closes the modal.
 */
export function ContainerTabs({ container }: { container: ContainerSummaryDto }) {
  const path = usePathname();
  const router = useRouter();
  const client = useQueryClient();
  const guard = useLeaveGuard();
  const base = `/containers/${container.id}`;
  const tabs: Tab[] = [
    { path: "dashboard", under: "dashboard", label: "Dashboard", Icon: House },
    {
      path: "instances",
      under: "instances",
      label: "Instances",
      Icon: Server,
      count: container.instances,
    },
    { path: "volumes", under: "volumes", label: "Volumes", Icon: HardDrive },
    {
      path: "backups",
      under: "backups",
      label: "Backups",
      Icon: DatabaseBackup,
      count: container.backups.live,
    },
    { path: "config/integrations/backups", under: "config", label: "Config", Icon: Settings },
    { path: "settings", under: "settings", label: "Settings", Icon: Wrench },
  ];
  const nav = useRef<HTMLElement>(null);
  const open = tabs.find(({ under }) => path.startsWith(`${base}/${under}`))?.path;
  // On a phone they stand in a row that is longer than the screen.
  useEffect(() => {
    const link = nav.current?.querySelector(`a[href="${base}/${open}"]`);
    link?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [base, open]);
  return (
    <nav
      ref={nav}
      aria-label="Container"
      className="flex shrink-0 gap-1 overflow-x-auto border-b border-line p-2 md:w-43 md:flex-col md:border-r md:border-b-0 md:p-2.5"
    >
      {tabs.map(({ path: to, under, label, Icon, count }) => {
        const current = to === open;
        const href = `${base}/${to}`;
        return (
          <Link
            key={under}
            href={href}
            replace
            scroll={false}
            // Whole, and not only its frame: a frame that was shown holds the tab back for 300 ms (React
            // throttles what comes after a fallback).
            prefetch
            aria-current={current ? "page" : undefined}
            onPointerDown={() => loadTab(client, container.id, to)}
            onNavigate={(event) => {
              event.preventDefault();
              guard.ask(() => {
                loadTab(client, container.id, to);
                router.replace(href, { scroll: false });
              });
            }}
            className={clsx(
              "flex h-8 shrink-0 items-center gap-2 rounded-md px-2.5 font-medium whitespace-nowrap transition-colors duration-100",
              current ? "bg-hover text-text" : "text-dim hover:bg-hover hover:text-text",
            )}
          >
            <Icon aria-hidden className="size-4 max-sm:hidden" />
            {label}
            {count !== undefined && count > 0 && (
              <span className="ml-auto pl-1 text-sm font-normal text-faint">
                {count.toLocaleString("en")}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
