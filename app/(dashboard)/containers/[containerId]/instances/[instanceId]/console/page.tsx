import type { Metadata } from "next";
import { ContainerConsole } from "#components/console/container-console";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Console" };

type Props = { params: Promise<{ containerId: string; instanceId: string }> };

export default async function InstanceConsolePage({ params }: Props) {
  await requireMember();
  return <ContainerConsole {...(await params)} />;
}
