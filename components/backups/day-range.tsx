"use client";

import { controlClass } from "#components/ui/field";

type Days = { from: string | undefined; to: string | undefined };

const look = `${controlClass} h-8! w-auto! text-sm`;

/** From one day to another, both included. */
export function DayRange({ from, to, onChange }: Days & { onChange: (days: Days) => void }) {
  return (
    <span className="flex items-center gap-1.5 text-sm text-dim">
      <input
        type="date"
        aria-label="Created from"
        value={from ?? ""}
        max={to}
        onChange={(event) => onChange({ from: event.target.value || undefined, to })}
        className={look}
      />
      to
      <input
        type="date"
        aria-label="Created to"
        value={to ?? ""}
        min={from}
        onChange={(event) => onChange({ from, to: event.target.value || undefined })}
        className={look}
      />
    </span>
  );
}
