import type { ReactNode } from "react";

export type Command = {
  /** Stays the same over visits, so that what was chosen lately comes first. */
  id: string;
  label: string;
  detail?: string;
  icon: ReactNode;
  /** What it is also called. */
  also?: string;
  run: () => void;
};

export type CommandGroup = { value: string; items: Command[] };

/** Drawn at once; typing on finds the others. */
const mostOfAGroup = 10;

/** Whether the command holds every word of the query. */
function holds({ label, detail = "", also = "" }: Command, query: string): boolean {
  const text = `${label} ${detail} ${also}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Commands that begin with the query come before those that hold it somewhere. */
function byFit(query: string) {
  const rank = ({ label }: Command) =>
    label.toLowerCase().startsWith(query.toLowerCase()) ? 0 : 1;
  return (a: Command, b: Command) => rank(a) - rank(b);
}

/** The groups as they are shown: what the query finds, or without one what was chosen lately first. */
export function findCommands(
  groups: readonly CommandGroup[],
  query: string,
  recent: readonly string[],
): CommandGroup[] {
  const text = query.trim();
  if (text !== "") {
    return groups
      .map(({ value, items }) => ({
        value,
        items: items
          .filter((item) => holds(item, text))
          .sort(byFit(text))
          .slice(0, mostOfAGroup),
      }))
      .filter(({ items }) => items.length > 0);
  }
  const all = new Map(groups.flatMap(({ items }) => items.map((item) => [item.id, item])));
  const lately = recent.flatMap((id) => all.get(id) ?? []);
  const rest = groups
    .map(({ value, items }) => ({
      value,
      items: items.filter(({ id }) => !recent.includes(id)).slice(0, mostOfAGroup),
    }))
    .filter(({ items }) => items.length > 0);
  return lately.length > 0 ? [{ value: "Recent", items: lately }, ...rest] : rest;
}

const keptAtMost = 5;

/** The ids that were chosen lately, newest first, with one more. */
export function addRecent(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((other) => other !== id)].slice(0, keptAtMost);
}

/** The ids as a browser keeps them; what is no list of texts is none. */
export function readRecent(kept: string | null): string[] {
  try {
    const list: unknown = JSON.parse(kept ?? "[]");
    return Array.isArray(list) ? list.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}
