import type { ReactNode } from "react";
import { ContainerModal } from "#components/containers/container-modal";

type Props = { children: ReactNode; params: Promise<{ containerId: string }> };

export default async function ContainerLayout({ children, params }: Props) {
  const { containerId } = await params;
  return <ContainerModal containerId={containerId}>{children}</ContainerModal>;
}
