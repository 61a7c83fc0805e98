"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import {
  type ContainerFilter,
  noFilter,
  readHealthFilter,
} from "#components/containers/filter-containers";

const listPath = "/containers";

/**
 * The list's filter. Its health comes from the address, so that a number elsewhere can lead to its rows
 * (`/containers?health=failing`), and is written back to it; it stays while a container is open.
 */
export function useContainerFilter() {
  const path = usePathname();
  const asked = useSearchParams().get("health");
  const [filter, setFilter] = useState<ContainerFilter>(() => ({
    ...noFilter,
    health: readHealthFilter(asked),
  }));
  const [followed, setFollowed] = useState(asked);
  if (path === listPath && asked !== followed) {
    setFollowed(asked);
    setFilter((old) => ({ ...old, health: readHealthFilter(asked) }));
  }
  function change(next: ContainerFilter) {
    setFilter(next);
    if (next.health === filter.health || path !== listPath) return;
    const word = next.health === "any" ? null : next.health;
    setFollowed(word);
    window.history.replaceState(null, "", word === null ? listPath : `${listPath}?health=${word}`);
  }
  return [filter, change] as const;
}
