import type { Metadata } from "next";
import { HubBackups } from "#components/backups/hub-backups";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Backups" };

export default async function HubBackupsPage() {
  await requireMember();
  return <HubBackups />;
}
