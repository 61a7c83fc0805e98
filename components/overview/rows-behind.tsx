import type { HealthState } from "#components/containers/health-pill";

/** Addresses of the rows that a number of the overview counts. */

/** The backups that all of these filters let through. */
export function backupsAt(filter: Record<string, string | undefined> = {}): string {
  const given = Object.entries(filter).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return given.length === 0 ? "/backups" : `/backups?${new URLSearchParams(given)}`;
}

/** The containers of that health; "any" are all that are to be backed up. */
export function containersAt(health: HealthState | "any"): string {
  return `/containers?health=${health === "any" ? "wanted" : health}`;
}

/** A container's Backups tab, with one of its backups opened. */
export function backupsTabAt(containerId: string, backupId?: string | null): string {
  return `/containers/${containerId}/backups${backupId ? `?backup=${backupId}` : ""}`;
}

/** Backups that take up room in their store. */
export const storedStates = "live,deleting";
