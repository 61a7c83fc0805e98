"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { hubFilterPath, readHubFilter } from "#components/backups/hub-filter";
import type { HubBackupsFilter } from "#lib/queries/hub-backups";

/** The filter as the address has it, so that it can be sent on and survives a reload. */
export function useHubFilter() {
  const search = useSearchParams();
  const filter = useMemo(() => readHubFilter(new URLSearchParams(search)), [search]);
  // The page itself stays as it is: only the address changes, without asking the server for it.
  const put = (next: HubBackupsFilter) =>
    window.history.replaceState(null, "", hubFilterPath(next));
  return {
    filter,
    change: (part: HubBackupsFilter) => put({ ...filter, ...part }),
    clear: () => put({}),
  };
}
