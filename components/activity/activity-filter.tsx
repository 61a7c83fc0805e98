import { type ActivityKind, activityKinds } from "#lib/hubs/activity-kinds";
import type { ActivityFilter } from "#lib/queries/activity";

/** The filter as the address of the page holds it: days of the reader's clock, blank for all. */
export type Shown = { kind: string; actor: string; container: string; from: string; to: string };

const names = ["kind", "actor", "container", "from", "to"] as const;

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00`));

/** What of an address can be a filter; the rest of it is left out. */
export function readShown(search: { get(name: string): string | null }): Shown {
  const fits: Record<(typeof names)[number], (text: string) => boolean> = {
    kind: (text) => activityKinds.includes(text as ActivityKind),
    actor: (text) => text === "holdfast" || uuid.test(text),
    container: (text) => uuid.test(text),
    from: isDay,
    to: isDay,
  };
  return Object.fromEntries(
    names.map((name) => {
      const text = search.get(name) ?? "";
      return [name, fits[name](text) ? text : ""];
    }),
  ) as Shown;
}

/** The filter as an address; without anything chosen just the page. */
export function addressOf(shown: Shown): string {
  const chosen = names.flatMap((name) => (shown[name] === "" ? [] : [[name, shown[name]]]));
  return chosen.length === 0 ? "/activity" : `/activity?${new URLSearchParams(chosen)}`;
}

/** As the API takes it: whole days of the reader's clock, the last one included. */
export function toFilter({ kind, actor, container, from, to }: Shown): ActivityFilter {
  return {
    ...(kind && { kind }),
    ...(actor && { actor }),
    ...(container && { container }),
    ...(from && { from: new Date(`${from}T00:00`).toISOString() }),
    ...(to && { to: dayAfter(to).toISOString() }),
  };
}

function dayAfter(day: string): Date {
  const date = new Date(`${day}T00:00`);
  date.setDate(date.getDate() + 1);
  return date;
}
