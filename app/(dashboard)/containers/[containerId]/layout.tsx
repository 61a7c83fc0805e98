import type { ReactNode } from "react";
import { ContainerModal } from "#components/containers/container-modal";
import { EarlyData } from "#components/shell/early-data";

type Props = { children: ReactNode; params: Promise<{ containerId: string }> };

export default async function ContainerLayout({ children, params }: Props) {
  const { containerId } = await params;
  return (
    <>
      <EarlyData path={`/containers/${encodeURIComponent(containerId)}`} />
      <ContainerModal containerId={containerId}>{children}</ContainerModal>
    </>
  );
}
