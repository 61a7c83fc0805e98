"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { HoverLink } from "#components/ui/hover-link";
import type { ContainerSummaryDto } from "#lib/api/container-dto";
import { containerQuery } from "#lib/queries/containers";

/** The link of a container's row, to which focus goes back when its modal closes. */
export const containerLinkId = (containerId: string) => `container-${containerId}`;

/** The id of the first container that the list shows. */
export const FirstContainer = createContext<string | null>(null);

/** A container's name in the list, whose link covers the row; its answer comes while its modal opens. */
export function ContainerLink({ container }: { container: ContainerSummaryDto }) {
  const client = useQueryClient();
  const load = () => void client.prefetchQuery(containerQuery(container.id));
  return (
    <HoverLink
      id={containerLinkId(container.id)}
      ahead={useContext(FirstContainer) === container.id}
      href={`/containers/${container.id}/dashboard`}
      scroll={false}
      onPointerDown={load}
      onNavigate={load}
      className="block truncate font-semibold after:absolute after:inset-0 focus-visible:outline-hidden focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
    >
      {container.name}
    </HoverLink>
  );
}
