"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { type BackupFilter, filterNames, readFilter } from "#lib/queries/backup-filter";

/** Changes the address without a step of its own: Back still closes the modal. */
function replaceParams(change: (params: URLSearchParams) => void): void {
  const params = new URLSearchParams(window.location.search);
  change(params);
  const search = params.size > 0 ? `?${params}` : "";
  window.history.replaceState(null, "", `${window.location.pathname}${search}`);
}

/** The list's filter; the address holds it, so that it can be linked and survives a reload. */
export function useBackupFilter(): [BackupFilter, (filter: BackupFilter) => void] {
  const params = useSearchParams();
  const filter = useMemo(() => readFilter(params), [params]);
  const set = (next: BackupFilter) =>
    replaceParams((address) => {
      for (const name of filterNames) {
        const value = next[name];
        if (value === undefined) address.delete(name);
        else address.set(name, value);
      }
    });
  return [filter, set];
}

/** Which backup's details are open, by the address's `backup`. */
export function useShownBackup(): [string | null, (backupId: string | null) => void] {
  const shown = useSearchParams().get("backup");
  const set = (backupId: string | null) =>
    replaceParams((address) => {
      if (backupId === null) address.delete("backup");
      else address.set("backup", backupId);
    });
  return [shown, set];
}
