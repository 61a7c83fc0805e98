import type { ContainerSummaryDto } from "#lib/api/container-dto";

export type ContainerColumnId = "name" | "state" | "health" | "last" | "next" | "stored";

export type ContainerOrder = { by: ContainerColumnId; descending: boolean };

type Compare = (a: ContainerSummaryDto, b: ContainerSummaryDto) => number;

const words = new Intl.Collator("en", { numeric: true });

/** The worst first; what is not to be backed up comes last. */
const urgency = { failing: 0, overdue: 1, unprotected: 2, protected: 3 } as const;

const urgencyOf = ({ health }: ContainerSummaryDto) => (health ? urgency[health.current] : 4);
const lastOf = ({ backups: { last } }: ContainerSummaryDto) =>
  last ? Date.parse(last.created) : 0;
const nextOf = ({ next_run }: ContainerSummaryDto) =>
  next_run ? Date.parse(next_run) : Number.MAX_SAFE_INTEGER;

const compares: Record<ContainerColumnId, Compare> = {
  name: (a, b) => words.compare(a.name, b.name),
  state: (a, b) => words.compare(a.state.current, b.state.current),
  health: (a, b) => urgencyOf(a) - urgencyOf(b),
  last: (a, b) => lastOf(a) - lastOf(b),
  next: (a, b) => nextOf(a) - nextOf(b),
  stored: (a, b) => a.backups.size - b.backups.size,
};

/** What is asked of a time or a size first is the newest and the largest. */
const descendsFirst: readonly ContainerColumnId[] = ["last", "stored"];

export const byName: ContainerOrder = { by: "name", descending: false };

/** What a press on a column's heading makes of the order. */
export function orderBy(old: ContainerOrder, column: ContainerColumnId): ContainerOrder {
  if (old.by === column) return { by: column, descending: !old.descending };
  return { by: column, descending: descendsFirst.includes(column) };
}

/** A sorted copy; what is equal stands by name, either way round. */
export function sortContainers(
  containers: readonly ContainerSummaryDto[],
  { by, descending }: ContainerOrder,
): ContainerSummaryDto[] {
  const compare = compares[by];
  return containers.toSorted(
    (a, b) => (descending ? compare(b, a) : compare(a, b)) || compares.name(a, b),
  );
}
