import type { Metadata } from "next";
import { VolumeTable } from "#components/containers/volume-table";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Volumes" };

type Props = { params: Promise<{ containerId: string }> };

export default async function ContainerVolumesPage({ params }: Props) {
  await requireMember();
  return <VolumeTable containerId={(await params).containerId} />;
}
