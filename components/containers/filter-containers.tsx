import type { ContainerSummaryDto } from "#lib/api/container-dto";

export const healthFilters = [
  { value: "any", label: "Any health" },
  { value: "attention", label: "Needs attention" },
  { value: "failing", label: "Failing" },
  { value: "overdue", label: "Overdue" },
  { value: "unprotected", label: "Unprotected" },
  { value: "protected", label: "Protected" },
  { value: "wanted", label: "To be backed up" },
  { value: "stateful", label: "All stateful" },
  { value: "not-stateful", label: "Not stateful" },
  { value: "gone", label: "Gone or being deleted" },
] as const;

export type HealthFilter = (typeof healthFilters)[number]["value"];

export type ContainerFilter = {
  text: string;
  /** An environment's name, or "any". */
  environment: string;
  health: HealthFilter;
};

export const noFilter: ContainerFilter = { text: "", environment: "any", health: "any" };

/** The filter that an address names (`/containers?health=failing`); any other word is no filter. */
export function readHealthFilter(word: string | null): HealthFilter {
  return healthFilters.find(({ value }) => value === word)?.value ?? "any";
}

/** The containers that hold every word of the text in name, image or environment. */
export function filterContainers(
  containers: readonly ContainerSummaryDto[],
  filter: ContainerFilter,
): ContainerSummaryDto[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return containers.filter((container) => {
    const { name, identifier, image, environment } = container;
    if (filter.environment !== "any" && environment.name !== filter.environment) return false;
    if (!hasHealth(container, filter.health)) return false;
    if (words.length === 0) return true;
    const text = `${name} ${identifier} ${image} ${environment.name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function hasHealth({ health, stateful, state }: ContainerSummaryDto, wanted: HealthFilter) {
  switch (wanted) {
    case "any":
      return true;
    case "attention":
      return health !== null && health.current !== "protected";
    case "wanted":
      return health !== null;
    case "stateful":
      return stateful;
    case "not-stateful":
      return !stateful;
    case "gone":
      return state.current === "gone" || state.current === "deleting";
    default:
      return health?.current === wanted;
  }
}
