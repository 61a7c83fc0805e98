"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { DayRange } from "#components/backups/day-range";
import { triggerWords } from "#components/backups/trigger-word";
import { IconButton } from "#components/ui/icon-button";
import { type Option, SelectBox } from "#components/ui/select-field";
import { type BackupFilter, isFiltered, noFilter } from "#lib/queries/backup-filter";
import { instancesQuery } from "#lib/queries/containers";
import { serverNow } from "#lib/queries/server-clock";

const any = "any";
const chosenDays = "days";

const states: Option<string>[] = [
  { value: any, label: "All states" },
  { value: "queued,saving", label: "Under way" },
  { value: "live", label: "Live" },
  { value: "failed", label: "Failed" },
  { value: "missing", label: "Missing" },
  { value: "cancelled", label: "Cancelled" },
  { value: "deleting", label: "Deleting" },
];
const triggers: Option<string>[] = [
  { value: any, label: "Any trigger" },
  ...Object.entries(triggerWords).map(([value, label]) => ({ value, label })),
];
const times: Option<string>[] = [
  { value: any, label: "Any time" },
  { value: "1", label: "Last 24 hours" },
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "90", label: "Last 90 days" },
  { value: chosenDays, label: "Chosen days" },
];

type Props = {
  containerId: string;
  filter: BackupFilter;
  onFilterChange: (filter: BackupFilter) => void;
};

/** Which backups are listed. */
export function BackupFilters({ containerId, filter, onFilterChange }: Props) {
  const { data } = useQuery(instancesQuery(containerId));
  const instances = [
    { value: any, label: "Any instance" },
    ...(data ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  const hasDays = filter.from !== undefined || filter.to !== undefined;
  const when = hasDays ? chosenDays : (filter.since ?? any);
  const put = (change: BackupFilter) => onFilterChange({ ...filter, ...change });
  const unless = (value: string) => (value === any ? undefined : value);
  return (
    <search aria-label="Filter backups" className="flex flex-wrap items-center gap-2 pb-3">
      <Choice
        label="State"
        value={filter.state ?? any}
        options={withOwn(states, filter.state)}
        onChange={(value) => put({ state: unless(value) })}
      />
      {(instances.length > 2 || filter.instance) && (
        <Choice
          label="Instance"
          value={filter.instance ?? any}
          options={withOwn(instances, filter.instance)}
          onChange={(value) => put({ instance: unless(value) })}
        />
      )}
      <Choice
        label="Trigger"
        value={filter.trigger ?? any}
        options={withOwn(triggers, filter.trigger)}
        onChange={(value) => put({ trigger: unless(value) })}
      />
      <Choice
        label="Created"
        value={when}
        options={withOwn(times, hasDays ? undefined : filter.since, (days) => `Last ${days} days`)}
        onChange={(value) =>
          value === chosenDays
            ? put({ since: undefined, to: today() })
            : put({ since: unless(value), from: undefined, to: undefined })
        }
      />
      {hasDays && (
        <DayRange from={filter.from} to={filter.to} onChange={(days) => put({ ...days })} />
      )}
      {isFiltered(filter) && (
        <IconButton label="Clear the filters" onClick={() => onFilterChange(noFilter)}>
          <X aria-hidden />
        </IconButton>
      )}
    </search>
  );
}

/** What an address asks for and no option has stands among them, as it is written. */
function withOwn(
  options: Option<string>[],
  value: string | undefined,
  words = (text: string) => text,
): Option<string>[] {
  if (value === undefined || options.some((one) => one.value === value)) return options;
  return [...options, { value, label: words(value) }];
}

function today(): string {
  const now = new Date(serverNow());
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function Choice(props: {
  label: string;
  value: string;
  options: Option<string>[];
  onChange: (value: string) => void;
}) {
  const { label, value, options, onChange } = props;
  return (
    <SelectBox
      aria-label={label}
      value={value}
      onValueChange={onChange}
      options={options}
      className="h-8! w-auto! max-w-48 text-sm max-sm:flex-1"
    />
  );
}
