"use client";

import { useMemo } from "react";
import { type ContainerFilter, healthFilters } from "#components/containers/filter-containers";
import { SearchField } from "#components/ui/search-field";
import { SelectBox } from "#components/ui/select-field";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

type Props = {
  containers: ContainerSummaryDto[];
  filter: ContainerFilter;
  onFilterChange: (filter: ContainerFilter) => void;
};

export function ContainerFilters({ containers, filter, onFilterChange }: Props) {
  const environments = useMemo(() => {
    const names = new Set(containers.map(({ environment }) => environment.name));
    const sorted = [...names].sort((a, b) => a.localeCompare(b));
    return [
      { value: "any", label: "All environments" },
      ...sorted.map((name) => ({ value: name, label: name })),
    ];
  }, [containers]);
  return (
    <>
      <SelectBox
        aria-label="Environment"
        value={filter.environment}
        onValueChange={(environment) => onFilterChange({ ...filter, environment })}
        options={environments}
        className="h-8! w-auto! max-w-52 max-sm:flex-1"
      />
      <SelectBox
        aria-label="Health"
        value={filter.health}
        onValueChange={(health) => onFilterChange({ ...filter, health })}
        options={healthFilters}
        className="h-8! w-auto! max-sm:flex-1"
      />
      <SearchField
        slash
        label="Search containers"
        placeholder="Search"
        value={filter.text}
        onValueChange={(text) => onFilterChange({ ...filter, text })}
        className="w-58 max-sm:w-full"
      />
    </>
  );
}
