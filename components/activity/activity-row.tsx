"use client";

import {
  ArchiveRestore,
  Box,
  CircleDot,
  DatabaseBackup,
  type LucideIcon,
  Plug,
  Settings,
  Users,
} from "lucide-react";
import { linkOf } from "#components/activity/activity-link";
import { useMember } from "#components/shell/member";
import { useNow } from "#components/ui/clock";
import { HoverLink } from "#components/ui/hover-link";
import { formatMoment, RelativeTime } from "#components/ui/relative-time";
import { Cell } from "#components/ui/table";
import type { ActivityDto } from "#lib/api/hub-dto";
import { type ActivityKind, kindOf } from "#lib/hubs/activity-kinds";
import { tellActivity } from "#lib/hubs/activity-words";

const icons: Record<ActivityKind, LucideIcon> = {
  backups: DatabaseBackup,
  restores: ArchiveRestore,
  containers: Box,
  integrations: Plug,
  members: Users,
  hub: Settings,
  other: CircleDot,
};

type Props = { row: ActivityDto; index: number; measure: (element: HTMLElement | null) => void };

/** One thing that was done, as a sentence. */
export function ActivityRow({ row, index, measure }: Props) {
  const { canViewIntegrations } = useMember();
  const now = useNow();
  const Icon = icons[kindOf(row.event)];
  const byItself = row.actor.id === null;
  const about = row.instance ?? row.container?.identifier ?? "";
  const { before, name, after } = tellActivity({ ...row, about, byItself });
  const link = linkOf(row, canViewIntegrations);
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className="h-[52px] border-b border-line-soft hover:bg-hover"
    >
      <Cell className="pl-4 text-dim">
        <RelativeTime at={row.time} className="block truncate" />
        <span className="block truncate text-sm text-faint">
          {formatMoment(Date.parse(row.time), now)}
        </span>
      </Cell>
      <Cell className="hidden font-medium sm:table-cell">{row.actor.name}</Cell>
      <Cell className="whitespace-normal! pr-4 [overflow-wrap:anywhere]">
        <span className="block font-medium sm:hidden">{row.actor.name}</span>
        <span className="flex gap-2">
          <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
          <span className="min-w-0" title={row.event}>
            {before}{" "}
            {name !== "" &&
              (link ? (
                <HoverLink
                  href={link}
                  className="font-medium text-text underline decoration-line underline-offset-3 hover:decoration-accent"
                >
                  {name}
                </HoverLink>
              ) : (
                <span className="font-medium">{name}</span>
              ))}
            {after !== "" && ` ${after}`}
          </span>
        </span>
      </Cell>
    </tr>
  );
}
