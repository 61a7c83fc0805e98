import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppShell } from "#components/shell/app-shell";
import { MemberProvider } from "#components/shell/member";
import { Providers } from "#components/shell/providers";
import { readTheme, themeCookie } from "#components/ui/theme";
import { isDemo } from "#lib/api/is-demo";
import { can } from "#lib/auth/capabilities";
import { requireMember } from "#lib/auth/require-member";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const madeAt = Date.now();
  const { userId, name, email, role, hubName } = await requireMember();
  return (
    <Providers madeAt={madeAt}>
      <MemberProvider
        member={{
          id: userId,
          name,
          email,
          role,
          hubName,
          canManageBackups: can(role, "containers-backups-manage"),
          canManageContainers: can(role, "containers-manage"),
          canManageConfig: can(role, "containers-config-manage"),
          canViewIntegrations: can(role, "hubs-integrations-view"),
          canManageIntegrations: can(role, "hubs-integrations-manage"),
          canManageMembers: can(role, "hubs-members-manage"),
          canManageSettings: can(role, "hubs-settings-manage"),
          canViewLogs: can(role, "containers-logs-view"),
          canUseConsole: can(role, "containers-console"),
        }}
      >
        <AppShell theme={readTheme((await cookies()).get(themeCookie)?.value)} demo={isDemo()}>
          {children}
        </AppShell>
      </MemberProvider>
    </Providers>
  );
}
