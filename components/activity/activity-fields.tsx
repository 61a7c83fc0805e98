"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Shown } from "#components/activity/activity-filter";
import { Button } from "#components/ui/button";
import { ComboboxField } from "#components/ui/combobox-field";
import { SelectField } from "#components/ui/select-field";
import { TextField } from "#components/ui/text-field";
import { containersQuery } from "#lib/queries/containers";
import { membersQuery } from "#lib/queries/members";

/** Blank in the address; a choice of its own in a field, where blank is nothing chosen. */
const all = "all";
const choiceOf = (shown: string) => shown || all;
const shownOf = (choice: string) => (choice === all ? "" : choice);

const kinds = [
  { value: all, label: "Everything" },
  { value: "backups", label: "Backups" },
  { value: "restores", label: "Restores" },
  { value: "containers", label: "Containers" },
  { value: "integrations", label: "Integrations" },
  { value: "members", label: "Members and accounts" },
  { value: "hub", label: "Hub" },
  { value: "other", label: "Other" },
];

type Props = {
  shown: Shown;
  onShow: (shown: Shown) => void;
  /** Absent while nothing is filtered. */
  onClear: (() => void) | undefined;
};

/** Which lines are shown: by kind, person, container and days. */
export function ActivityFields({ shown, onShow, onClear }: Props) {
  const { data: members = [] } = useQuery(membersQuery());
  const containers = useContainerChoice(shown.container);
  const people = [
    { value: all, label: "Anyone" },
    { value: "holdfast", label: "Holdfast itself" },
    ...members.map(({ id, name, email }) => ({ value: id, label: name, detail: email })),
  ];
  if (!people.some(({ value }) => value === choiceOf(shown.actor)))
    people.push({ value: shown.actor, label: "A former member" });
  const set = (change: Partial<Shown>) => onShow({ ...shown, ...change });
  return (
    <div className="mb-4 grid grid-cols-2 items-end gap-3 md:grid-cols-[repeat(3,minmax(0,1fr))_9.5rem_9.5rem_auto]">
      <SelectField
        label="What"
        value={choiceOf(shown.kind)}
        onValueChange={(kind) => set({ kind: shownOf(kind) })}
        options={kinds}
      />
      <SelectField
        label="Who"
        value={choiceOf(shown.actor)}
        onValueChange={(actor) => set({ actor: shownOf(actor) })}
        options={people}
      />
      <ComboboxField
        label="Container"
        searchLabel="Search containers"
        noMatch="No container matches."
        value={containers.label}
        onValueChange={(label) => set({ container: containers.idOf(label) })}
        options={containers.labels}
        className="max-md:col-span-2"
      />
      <TextField
        label="From"
        type="date"
        max={shown.to || undefined}
        value={shown.from}
        onChange={(event) => set({ from: event.target.value })}
      />
      <TextField
        label="To"
        type="date"
        min={shown.from || undefined}
        value={shown.to}
        onChange={(event) => set({ to: event.target.value })}
      />
      {onClear && (
        <Button onClick={onClear} className="h-9 max-md:col-span-2">
          Clear
        </Button>
      )}
    </div>
  );
}

const any = "Any container";

/** Containers by a name that is theirs alone: two of one name get their environment, or their id. */
function useContainerChoice(chosen: string) {
  const { data } = useQuery(containersQuery());
  return useMemo(() => {
    const ids = new Map([[any, ""]]);
    for (const { id, identifier, environment } of data ?? []) {
      const named = [identifier, `${identifier} (${environment.name})`, `${identifier} (${id})`];
      ids.set(named.find((label) => !ids.has(label)) ?? id, id);
    }
    let label = [...ids].find(([, id]) => id === chosen)?.[0];
    if (label === undefined) {
      label = data ? "A deleted container" : "One container";
      ids.set(label, chosen);
    }
    return { label, labels: [...ids.keys()], idOf: (one: string) => ids.get(one) ?? "" };
  }, [data, chosen]);
}
