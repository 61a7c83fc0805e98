import type { Metadata } from "next";
import { HubSettings } from "#components/hub/hub-settings";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Settings" };

export default async function HubSettingsPage() {
  await requireMember();
  return <HubSettings />;
}
