import type { Metadata } from "next";
import { BackupConfig } from "#components/backups/backup-config";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Config · Integrations · Backups" };

type Props = { params: Promise<{ containerId: string }> };

export default async function BackupConfigPage({ params }: Props) {
  await requireMember();
  return <BackupConfig containerId={(await params).containerId} />;
}
