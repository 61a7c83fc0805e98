import type { HubBackupsFilter, HubBackupsFilterName } from "#lib/queries/hub-backups";

const names: readonly HubBackupsFilterName[] = [
  "state",
  "trigger",
  "integration",
  "container",
  "environment",
  "search",
  "from",
  "to",
];

/** The filter that an address names: parts of it that mean nothing here are passed over. */
export function readHubFilter(search: URLSearchParams): HubBackupsFilter {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search.get(name)?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

/** The address of the list with that filter. */
export function hubFilterPath(filter: HubBackupsFilter): string {
  const given = names.flatMap((name) => (filter[name] ? [[name, filter[name]]] : []));
  return given.length === 0 ? "/backups" : `/backups?${new URLSearchParams(given)}`;
}

/** The day (`2026-11-23`) in the reader's zone that a moment lies in. */
export function dayOf(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** The moment at which a day begins in the reader's zone, `days` later; undefined for no day. */
export function startOf(day: string, days = 0): string | undefined {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return undefined;
  const moment = new Date(year, month - 1, date + days);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
