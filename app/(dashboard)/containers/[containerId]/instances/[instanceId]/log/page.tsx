import type { Metadata } from "next";
import { ContainerLog } from "#components/console/container-log";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Instance log" };

type Props = { params: Promise<{ containerId: string; instanceId: string }> };

export default async function InstanceLogPage({ params }: Props) {
  await requireMember();
  return <ContainerLog {...(await params)} />;
}
