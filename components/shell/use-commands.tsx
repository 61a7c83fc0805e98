"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import {
  Activity,
  Archive,
  Box,
  CircleUser,
  DatabaseBackup,
  House,
  Keyboard,
  LogOut,
  Monitor,
  Moon,
  Plug,
  Server,
  Settings,
  Sun,
  Users,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { signOut } from "next-auth/react";
import type { ReactNode } from "react";
import { toast } from "sonner";
import { askToLeave } from "#components/containers/ask-to-leave";
import { useMember } from "#components/shell/member";
import { showOverlay } from "#components/shell/overlay";
import type { Command, CommandGroup } from "#components/shell/palette-commands";
import { setTheme } from "#components/ui/theme";
import type { ContainerSummaryDto } from "#lib/api/container-dto";
import { createBackup } from "#lib/queries/backups";
import { containersQuery } from "#lib/queries/containers";
import { explainError } from "#lib/queries/request";

const none: ContainerSummaryDto[] = [];

/** `back-up` lists only what can be backed up, and choosing one does it. */
export type PaletteMode = "all" | "back-up";

/** Everything that the palette offers a member in this mode. */
export function useCommands(
  mode: PaletteMode,
  choose: (mode: PaletteMode) => void,
): { groups: CommandGroup[]; isLoading: boolean } {
  const router = useRouter();
  const { canManageBackups, canViewIntegrations } = useMember();
  const { data: containers = none, isPending: isLoading } = useQuery(containersQuery());
  const backUp = useBackUp();
  const go = (href: string) => askToLeave(() => router.push(href));
  const page = (label: string, href: string, icon: ReactNode): Command => ({
    id: `page:${href}`,
    label,
    icon,
    run: () => go(href),
  });
  const act = (id: string, label: string, icon: ReactNode, run: () => void, also?: string) => ({
    ...{ id: `act:${id}`, label, icon, run, also },
  });

  if (mode === "back-up") {
    const items = containers
      .filter(({ health }) => health !== null)
      .map((one) => ({ ...naming(one), icon: <DatabaseBackup />, run: () => backUp(one) }));
    return { groups: [{ value: "Back up which container?", items }], isLoading };
  }
  const groups: CommandGroup[] = [
    {
      value: "Pages",
      items: [
        page("Overview", "/", <House />),
        page("Containers", "/containers", <Box />),
        page("Backups", "/backups", <Archive />),
        page("Activity", "/activity", <Activity />),
        ...(canViewIntegrations ? [page("Integrations", "/hub/integrations", <Plug />)] : []),
        page("Members", "/hub/members", <Users />),
        page("Hosts", "/hub/hosts", <Server />),
        page("Settings", "/hub/settings", <Settings />),
        page("Profile", "/profile", <CircleUser />),
      ],
    },
    {
      value: "Actions",
      items: [
        ...(canManageBackups
          ? [act("back-up", "Back up now…", <DatabaseBackup />, () => choose("back-up"))]
          : []),
        act("light", "Light theme", <Sun />, () => setTheme("light"), "colours"),
        act("dark", "Dark theme", <Moon />, () => setTheme("dark"), "colours"),
        act("system", "Theme as the system", <Monitor />, () => setTheme("system"), "colours"),
        act("help", "Keyboard shortcuts", <Keyboard />, () => showOverlay("help"), "help keys"),
        act("sign-out", "Sign out", <LogOut />, () =>
          askToLeave(() => void signOut({ callbackUrl: "/login" })),
        ),
      ],
    },
    {
      value: "Containers",
      items: containers.map((one) => ({
        ...naming(one),
        icon: <Box />,
        run: () => go(`/containers/${one.id}/dashboard`),
      })),
    },
  ];
  return { groups, isLoading };
}

function naming({ id, name, environment, image }: ContainerSummaryDto) {
  return { id: `container:${id}`, label: name, detail: environment.name, also: image };
}

function useBackUp() {
  const router = useRouter();
  const { mutate } = useMutation({
    mutationFn: ({ id }: ContainerSummaryDto) => createBackup(id, null),
    onSuccess: (_, { id, name }) =>
      toast.success(`The backup of ${name} was asked for.`, {
        action: {
          label: "Open",
          onClick: () => askToLeave(() => router.push(`/containers/${id}/backups`)),
        },
      }),
    onError: (error) => toast.error(explainError(error)),
  });
  return (container: ContainerSummaryDto) => mutate(container);
}
