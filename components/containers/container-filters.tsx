"use client";

import dynamic from "next/dynamic";
import { useMemo } from "react";
import {
  type ContainerFilter,
  healthFilters,
  readHealthFilter,
} from "#components/containers/filter-containers";
import { loadPart } from "#components/ui/load-part";
import { SearchField } from "#components/ui/search-field";
import { Skeleton } from "#components/ui/skeleton";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

/** The two boxes come after the rows, which need not wait for them. */
const SelectBox = dynamic(
  () =>
    loadPart(() => import("#components/ui/select-field").then((file) => file.SelectBox<string>)),
  { loading: () => <Skeleton className="h-8! w-32 rounded-md max-sm:flex-1" /> },
);

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
        onValueChange={(word) => onFilterChange({ ...filter, health: readHealthFilter(word) })}
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
