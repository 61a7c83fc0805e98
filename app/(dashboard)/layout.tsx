import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppShell } from "#components/shell/app-shell";
import { MemberProvider } from "#components/shell/member";
import { Providers } from "#components/shell/providers";
import { readTheme, themeCookie } from "#components/ui/theme";
import { can } from "#lib/auth/capabilities";
import { requireMember } from "#lib/auth/require-member";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { name, email, role, hubName } = await requireMember();
  return (
    <Providers>
      <MemberProvider
        member={{
          name,
          email,
          role,
          hubName,
          canManageBackups: can(role, "containers-backups-manage"),
          canManageConfig: can(role, "containers-config-manage"),
          canViewIntegrations: can(role, "hubs-integrations-view"),
          canManageIntegrations: can(role, "hubs-integrations-manage"),
        }}
      >
        <AppShell theme={readTheme((await cookies()).get(themeCookie)?.value)}>{children}</AppShell>
      </MemberProvider>
    </Providers>
  );
}
