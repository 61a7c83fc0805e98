import type { Metadata } from "next";
import { BackupsTab } from "#components/backups/backups-tab";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Backups" };

type Props = { params: Promise<{ containerId: string }> };

export default async function ContainerBackupsPage({ params }: Props) {
  await requireMember();
  return <BackupsTab containerId={(await params).containerId} />;
}
