import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ContainerList } from "#components/containers/container-list";
import { EarlyData } from "#components/shell/early-data";

export const metadata: Metadata = { title: "Containers" };

/** The list stays while a container is open over it as a modal. */
export default function ContainersLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <EarlyData path="/containers?view=summary" />
      <ContainerList />
      {children}
    </>
  );
}
