import type { Metadata } from "next";
import { ContainerDashboard } from "#components/containers/container-dashboard";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Container" };

type Props = { params: Promise<{ containerId: string }> };

export default async function ContainerDashboardPage({ params }: Props) {
  await requireMember();
  return <ContainerDashboard containerId={(await params).containerId} />;
}
