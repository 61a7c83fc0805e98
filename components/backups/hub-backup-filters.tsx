"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { dayOf, startOf } from "#components/backups/hub-filter";
import { triggerWords } from "#components/backups/trigger-word";
import { useMember } from "#components/shell/member";
import { Button } from "#components/ui/button";
import { useNow } from "#components/ui/clock";
import { DateRange } from "#components/ui/date-range";
import { FilterChip } from "#components/ui/filter-chip";
import { formatMoment } from "#components/ui/relative-time";
import { SearchField } from "#components/ui/search-field";
import { type Option, SelectBox } from "#components/ui/select-field";
import type { IntegrationDto } from "#lib/api/integration-dto";
import type { HubBackupDto } from "#lib/api/overview-dto";
import type { HubBackupsFilter } from "#lib/queries/hub-backups";
import { integrationsQuery } from "#lib/queries/integrations";

type Props = {
  filter: HubBackupsFilter;
  /** Those that are shown: they know the names of what is filtered by. */
  rows: HubBackupDto[];
  onChange: (part: HubBackupsFilter) => void;
  onClear: () => void;
};

const any = "any";
const states: Option<string>[] = [
  { value: any, label: "All states" },
  { value: "live", label: "Live" },
  { value: "failed", label: "Failed" },
  { value: "live,failed", label: "Live or failed" },
  { value: "queued,saving", label: "Running or queued" },
  { value: "cancelled", label: "Cancelled" },
  { value: "missing", label: "Missing" },
  { value: "deleting", label: "Deleting" },
  { value: "live,deleting", label: "Stored" },
];
const triggers: Option<string>[] = [
  { value: any, label: "Any trigger" },
  ...Object.entries(triggerWords).map(([value, label]) => ({ value, label })),
];
const selectClass = "h-8! w-auto! max-w-52 max-sm:min-w-26 max-sm:flex-1";

export function HubBackupFilters({ filter, rows, onChange, onClear }: Props) {
  const { canViewIntegrations } = useMember();
  const { data: integrations } = useQuery({ ...integrationsQuery(), enabled: canViewIntegrations });
  const choose = (name: keyof HubBackupsFilter) => (value: string) =>
    onChange({ [name]: value === any ? undefined : value });
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <Search filter={filter} onChange={onChange} />
      <SelectBox
        aria-label="State"
        value={filter.state ?? any}
        onValueChange={choose("state")}
        options={withUnknown(states, filter.state)}
        className={selectClass}
      />
      <SelectBox
        aria-label="Trigger"
        value={filter.trigger ?? any}
        onValueChange={choose("trigger")}
        options={withUnknown(triggers, filter.trigger)}
        className={selectClass}
      />
      {canViewIntegrations && (
        <SelectBox
          aria-label="Integration"
          value={filter.integration ?? any}
          onValueChange={choose("integration")}
          options={integrationOptions(integrations, filter.integration)}
          className={selectClass}
        />
      )}
      <Dates filter={filter} onChange={onChange} />
      <Fixed filter={filter} rows={rows} onChange={onChange} />
      {Object.keys(filter).length > 0 && (
        <Button variant="quiet" size="sm" onClick={onClear}>
          Clear all
        </Button>
      )}
    </div>
  );
}

/** Until they are loaded the chosen one has no name. */
function integrationOptions(
  integrations: IntegrationDto[] | undefined,
  chosen: string | undefined,
): Option<string>[] {
  const all = { value: any, label: "All integrations" };
  if (!integrations) return chosen ? [all, { value: chosen, label: "One integration" }] : [all];
  const named = integrations.map(({ id, name }) => ({ value: id, label: name }));
  return withUnknown([all, ...named], chosen);
}

/** An address may name what the list of choices does not. */
function withUnknown(options: Option<string>[], value: string | undefined): Option<string>[] {
  if (value === undefined || options.some((option) => option.value === value)) return options;
  return [...options, { value, label: value.split(",").join(" or ") }];
}

/** What is typed stands in the field at once, and in the address a moment later. */
function Search({ filter, onChange }: Pick<Props, "filter" | "onChange">) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <SearchField
      slash
      label="Search by container"
      placeholder="Container"
      value={typed ?? filter.search ?? ""}
      onValueChange={(text) => {
        setTyped(text);
        onChange({ search: text.trim() || undefined });
      }}
      onBlur={() => setTyped(null)}
      className="w-48 max-sm:w-full"
    />
  );
}

function Dates({ filter, onChange }: Pick<Props, "filter" | "onChange">) {
  const { from, to: before } = filter;
  return (
    <DateRange
      label="Made between"
      from={from ? dayOf(new Date(from)) : ""}
      to={before ? dayOf(new Date(Date.parse(before) - 1)) : ""}
      onFromChange={(day) => onChange({ from: startOf(day) })}
      onToChange={(day) => onChange({ to: startOf(day, 1) })}
    />
  );
}

/** What came with a link from elsewhere and has no choice of its own here. */
function Fixed({ filter, rows, onChange }: Pick<Props, "filter" | "rows" | "onChange">) {
  const now = useNow();
  const { container: containerId, environment, from, to } = filter;
  const container = rows.find((row) => row.container_id === containerId)?.container;
  const isPartOfADay = from && to && Date.parse(to) - Date.parse(from) < 23 * 3_600_000;
  return (
    <>
      {containerId && (
        <FilterChip
          name="Container"
          value={container?.name ?? "one"}
          onRemove={() => onChange({ container: undefined })}
        />
      )}
      {environment && (
        <FilterChip
          name="Environment"
          value={environment}
          onRemove={() => onChange({ environment: undefined })}
        />
      )}
      {isPartOfADay && (
        <FilterChip
          name="Made"
          value={`${formatMoment(Date.parse(from), now)} to ${formatMoment(Date.parse(to), now)}`}
          onRemove={() => onChange({ from: undefined, to: undefined })}
        />
      )}
    </>
  );
}
