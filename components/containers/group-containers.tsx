import type { HealthState } from "#components/containers/health-pill";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

export type Group = {
  key: string;
  name: string;
  kind: ContainerSummaryDto["environment"]["kind"];
  /** Its containers in the list's order. */
  ids: string[];
  /** How many are not protected, by how. */
  trouble: Partial<Record<Exclude<HealthState, "protected">, number>>;
  isOpen: boolean;
};

/** One line of the list: a group's head, or a container by its place among the sorted rows. */
export type Line = { key: string; group: Group; row: number | null };

/**
 * The list's lines by environment. Groups stand by name, their containers in the order that they come
 * in; of a closed group only the head is there.
 */
export function groupContainers(
  rows: readonly ContainerSummaryDto[],
  closed: ReadonlySet<string>,
): Line[] {
  const groups = new Map<string, { group: Group; lines: Line[] }>();
  for (const [row, container] of rows.entries()) {
    const { name, kind } = container.environment;
    const key = `${kind}:${name}`;
    let found = groups.get(key);
    if (!found) {
      const group: Group = { key, name, kind, ids: [], trouble: {}, isOpen: !closed.has(key) };
      found = { group, lines: [{ key, group, row: null }] };
      groups.set(key, found);
    }
    const { group, lines } = found;
    group.ids.push(container.id);
    const health = container.health?.current;
    if (health && health !== "protected") group.trouble[health] = (group.trouble[health] ?? 0) + 1;
    if (group.isOpen) lines.push({ key: container.id, group, row });
  }
  // What belongs to no project comes last, as what belongs together is looked for first.
  const rank = ({ kind }: Group) => (kind === "standalone" ? 1 : 0);
  return [...groups.values()]
    .sort((a, b) => rank(a.group) - rank(b.group) || byName.compare(a.group.name, b.group.name))
    .flatMap(({ lines }) => lines);
}

const byName = new Intl.Collator("en", { numeric: true });
