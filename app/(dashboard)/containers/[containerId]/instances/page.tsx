import type { Metadata } from "next";
import { InstanceTable } from "#components/containers/instance-table";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Instances" };

type Props = { params: Promise<{ containerId: string }> };

export default async function ContainerInstancesPage({ params }: Props) {
  await requireMember();
  return <InstanceTable containerId={(await params).containerId} />;
}
