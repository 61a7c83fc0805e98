import type { BackupDto } from "#lib/api/backup-dto";

/**
 * Which backups of a container are listed, as its address says it: states and triggers are the API's words
 * with commas between; `since` is days back from now; `from` and `to` are days on the reader's clock, both
 * of them included. What is not said lets all pass.
 */
export type BackupFilter = {
  state?: string;
  instance?: string;
  trigger?: string;
  since?: string;
  from?: string;
  to?: string;
};

export const noFilter: BackupFilter = {};
export const filterNames = ["state", "instance", "trigger", "since", "from", "to"] as const;

const dayMs = 86_400_000;
const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** The filter of an address; what cannot be one is passed over. */
export function readFilter(params: Pick<URLSearchParams, "get">): BackupFilter {
  const filter: BackupFilter = {};
  for (const name of filterNames) {
    const text = params.get(name);
    if (!text || (name === "since" && !/^\d{1,4}$/.test(text))) continue;
    if ((name === "from" || name === "to") && !isDay(text)) continue;
    filter[name] = text;
  }
  return filter;
}

export function isFiltered(filter: BackupFilter): boolean {
  return filterNames.some((name) => filter[name] !== undefined);
}

/** The moments between which a backup was made, in ms since 1970. */
function bounds({ since, from, to }: BackupFilter, now: number): { from: number; to: number } {
  const start = from === undefined ? Number.NEGATIVE_INFINITY : startOfDay(from, 0);
  const back = since === undefined ? Number.NEGATIVE_INFINITY : now - Number(since) * dayMs;
  return {
    from: Math.max(start, back),
    to: to === undefined ? Number.POSITIVE_INFINITY : startOfDay(to, 1),
  };
}

/** On the reader's clock; a day may be 23 or 25 hours long. */
function startOfDay(day: string, plus: number): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + plus).getTime();
}

/** The filter as the API takes it. */
export function filterParams(filter: BackupFilter, now: number): Record<string, string> {
  const { state, instance, trigger } = filter;
  const { from, to } = bounds(filter, now);
  const iso = (at: number) => (Number.isFinite(at) ? new Date(at).toISOString() : undefined);
  const all = { state, instance, trigger, from: iso(from), to: iso(to) };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Whether a row passes the filter: the API's own judgement, for rows that change while they are shown. */
export function passes(filter: BackupFilter, row: BackupDto, now: number): boolean {
  const created = Date.parse(row.events.created);
  const { from, to } = bounds(filter, now);
  return (
    (filter.state?.split(",").includes(row.state.current) ?? true) &&
    (filter.trigger?.split(",").includes(row.trigger) ?? true) &&
    (filter.instance === undefined || filter.instance === row.instance_id) &&
    created >= from &&
    created < to
  );
}
