"use client";

import clsx from "clsx";

type Props = {
  label: string;
  /** Days such as `2026-11-23`, both of them with it; blank is no limit. */
  from: string;
  to: string;
  onFromChange: (day: string) => void;
  onToChange: (day: string) => void;
  className?: string;
};

const inputClass =
  "h-full w-31 rounded-md bg-transparent px-1.5 text-dim focus-visible:outline-offset-0 [&::-webkit-calendar-picker-indicator]:ml-0 [&::-webkit-calendar-picker-indicator]:opacity-60";

/** From one day to another, by the browser's own calendar. */
export function DateRange({ label, from, to, onFromChange, onToChange, className }: Props) {
  return (
    <fieldset
      className={clsx(
        "inline-flex h-8 items-center rounded-md border border-field bg-panel px-1 hover:border-faint",
        className,
      )}
    >
      <legend className="sr-only">{label}</legend>
      <input
        type="date"
        aria-label="From"
        value={from}
        max={to || undefined}
        onChange={(event) => onFromChange(event.target.value)}
        className={inputClass}
      />
      <span aria-hidden className="text-faint">
        –
      </span>
      <input
        type="date"
        aria-label="To"
        value={to}
        min={from || undefined}
        onChange={(event) => onToChange(event.target.value)}
        className={inputClass}
      />
    </fieldset>
  );
}
