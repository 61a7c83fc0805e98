"use client";

import { Select } from "@base-ui/react/select";
import clsx from "clsx";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { controlClass, Field, type FieldProps } from "#components/ui/field";

export type Option<T extends string> = {
  value: T;
  label: string;
  /** A fainter second line. */
  detail?: ReactNode;
  disabled?: boolean;
};

type Props<T extends string> = {
  value: T | null;
  onValueChange: (value: T) => void;
  options: readonly Option<T>[];
  placeholder?: string;
  disabled?: boolean;
  "aria-label"?: string;
  className?: string;
};

/** Chooses one of a few. Use `SelectField` for one with a label. */
export function SelectBox<T extends string>({
  value,
  onValueChange,
  options,
  placeholder,
  disabled,
  className,
  ...props
}: Props<T>) {
  return (
    <Select.Root
      value={value}
      onValueChange={(next) => next !== null && onValueChange(next)}
      items={options}
      disabled={disabled}
    >
      <Select.Trigger
        {...props}
        className={clsx(
          controlClass,
          "flex h-9 items-center justify-between gap-2 text-left data-popup-open:border-accent data-disabled:bg-inset data-disabled:text-dim",
          className,
        )}
      >
        <Select.Value placeholder={placeholder} className="truncate data-placeholder:text-faint" />
        <Select.Icon>
          <ChevronsUpDown aria-hidden className="size-3.5 text-faint" />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner
          sideOffset={4}
          alignItemWithTrigger={false}
          className="z-50 outline-hidden"
        >
          <Select.Popup className="max-h-(--available-height) min-w-(--anchor-width) max-w-96 overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-popup outline-hidden transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            <Select.List>
              {options.map((option) => (
                <Select.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled}
                  className="grid grid-cols-[1fr_1rem] items-center gap-2 rounded-md px-2 py-1.5 outline-hidden select-none data-disabled:opacity-50 data-highlighted:bg-highlight"
                >
                  <span className="min-w-0">
                    <Select.ItemText className="block truncate">{option.label}</Select.ItemText>
                    {option.detail && (
                      <span className="block text-sm text-faint">{option.detail}</span>
                    )}
                  </span>
                  <Select.ItemIndicator>
                    <Check aria-hidden className="size-4 text-accent" />
                  </Select.ItemIndicator>
                </Select.Item>
              ))}
            </Select.List>
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}

export function SelectField<T extends string>({
  label,
  help,
  error,
  optional,
  className,
  ...box
}: FieldProps & Omit<Props<T>, "aria-label">) {
  return (
    <Field label={label} help={help} error={error} optional={optional} className={className}>
      <SelectBox {...box} />
    </Field>
  );
}
