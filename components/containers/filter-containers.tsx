import type { ContainerSummaryDto } from "#lib/api/container-dto";

export type ContainerFilter = {
  text: string;
  /** An environment's name, or "any". */
  environment: string;
  stateful: "any" | "yes" | "no";
};

export const noFilter: ContainerFilter = { text: "", environment: "any", stateful: "any" };

/** The containers that hold every word of the text in name, image or environment. */
export function filterContainers(
  containers: readonly ContainerSummaryDto[],
  filter: ContainerFilter,
): ContainerSummaryDto[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return containers.filter(({ name, identifier, image, environment, stateful }) => {
    if (filter.environment !== "any" && environment.name !== filter.environment) return false;
    if (filter.stateful !== "any" && stateful !== (filter.stateful === "yes")) return false;
    if (words.length === 0) return true;
    const text = `${name} ${identifier} ${image} ${environment.name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
