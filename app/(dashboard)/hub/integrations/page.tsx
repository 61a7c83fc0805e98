import type { Metadata } from "next";
import { Integrations } from "#components/hub/integrations";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Integrations" };

export default async function IntegrationsPage() {
  await requireMember();
  return <Integrations />;
}
