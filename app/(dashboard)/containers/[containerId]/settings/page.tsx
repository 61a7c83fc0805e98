import type { Metadata } from "next";
import { ContainerSettings } from "#components/containers/container-settings";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Settings" };

type Props = { params: Promise<{ containerId: string }> };

export default async function ContainerSettingsPage({ params }: Props) {
  await requireMember();
  return <ContainerSettings containerId={(await params).containerId} />;
}
