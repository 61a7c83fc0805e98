"use client";

import { Combobox } from "@base-ui/react/combobox";
import clsx from "clsx";
import { Check, ChevronsUpDown } from "lucide-react";
import { controlClass, Field, type FieldProps } from "#components/ui/field";

type Props = FieldProps & {
  value: string;
  onValueChange: (value: string) => void;
  options: readonly string[];
  /** What stands in the empty search box, and what is said when nothing matches. */
  searchLabel: string;
  noMatch: string;
  disabled?: boolean;
};

/** Options drawn at once; the search finds the others. */
const drawnAtOnce = 60;

/** Chooses one of many by typing a part of it; words match with blanks for `_` and `/` too. */
export function ComboboxField(props: Props) {
  const { value, onValueChange, options, searchLabel, noMatch, disabled, className, ...field } =
    props;
  return (
    <Field {...field} className={className}>
      <Combobox.Root
        items={options}
        value={value}
        onValueChange={(next) => next !== null && onValueChange(next)}
        filter={(option: string, query) => holds(option, query)}
        limit={drawnAtOnce}
        autoHighlight
        disabled={disabled}
      >
        <Combobox.Trigger
          className={clsx(
            controlClass,
            "flex h-9 items-center justify-between gap-2 text-left data-popup-open:border-accent data-disabled:bg-inset data-disabled:text-dim",
          )}
        >
          <span className="truncate">
            <Combobox.Value />
          </span>
          <Combobox.Icon>
            <ChevronsUpDown aria-hidden className="size-3.5 text-faint" />
          </Combobox.Icon>
        </Combobox.Trigger>
        <Combobox.Portal>
          <Combobox.Positioner align="start" sideOffset={4} className="z-50 outline-hidden">
            <Combobox.Popup
              aria-label={field.label}
              className="flex max-h-[min(22rem,var(--available-height))] w-(--anchor-width) min-w-64 flex-col rounded-lg border border-line bg-raised shadow-popup outline-hidden transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0"
            >
              <Combobox.Input
                placeholder={searchLabel}
                className="h-9 shrink-0 rounded-t-lg border-b border-line bg-transparent px-3 outline-hidden"
              />
              <Combobox.Empty className="px-3 py-2.5 text-dim empty:hidden">
                {noMatch}
              </Combobox.Empty>
              <Combobox.List className="min-h-0 overflow-y-auto p-1 empty:hidden">
                {(option: string) => (
                  <Combobox.Item
                    key={option}
                    value={option}
                    className="grid grid-cols-[1fr_1rem] items-center gap-2 rounded-md px-2 py-1.5 outline-hidden select-none data-highlighted:bg-highlight"
                  >
                    <span className="truncate">{option}</span>
                    <Combobox.ItemIndicator>
                      <Check aria-hidden className="size-4 text-accent" />
                    </Combobox.ItemIndicator>
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </Field>
  );
}

function holds(option: string, query: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[_/]/g, " ");
  const text = plain(option);
  return plain(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
