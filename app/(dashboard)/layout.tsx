import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppShell } from "#components/shell/app-shell";
import { MemberProvider } from "#components/shell/member";
import { Providers } from "#components/shell/providers";
import { readTheme, themeCookie } from "#components/ui/theme";
import { requireMember } from "#lib/auth/require-member";

const backupsManagers = ["owner", "admin", "devops", "developer"];
const integrationsManagers = ["owner", "admin"];

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { name, email, role, hubName } = await requireMember();
  const canManageBackups = backupsManagers.includes(role);
  return (
    <Providers>
      <MemberProvider
        member={{
          name,
          email,
          role,
          hubName,
          canManageBackups,
          canManageContainers: canManageBackups,
          canManageIntegrations: integrationsManagers.includes(role),
        }}
      >
        <AppShell theme={readTheme((await cookies()).get(themeCookie)?.value)}>{children}</AppShell>
      </MemberProvider>
    </Providers>
  );
}
