"use client";

import { useController, useFormContext } from "react-hook-form";
import type { ScheduleValues } from "#components/backups/schedule-form";
import { useNow } from "#components/ui/clock";
import { ComboboxField } from "#components/ui/combobox-field";
import { isTimeZone } from "#lib/backups/wall-clock";

let known: string[] | null = null;

/** Every zone that this browser knows, UTC first, and the one that is set whatever it is called. */
function timeZones(current: string): readonly string[] {
  known ??= ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];
  return known.includes(current) ? known : [current, ...known];
}

/** In which zone the schedule's hours are meant; shows what time it is there. */
export function TimeZoneField({ disabled }: { disabled: boolean }) {
  const { control } = useFormContext<ScheduleValues>();
  const { field, fieldState } = useController({ control, name: "backup.time_zone" });
  const now = useNow();
  return (
    <ComboboxField
      label="Time zone"
      value={field.value}
      onValueChange={field.onChange}
      options={timeZones(field.value)}
      searchLabel="Search time zones"
      noMatch="No time zone is called that. They are named for a city, such as Europe/Lisbon."
      disabled={disabled}
      error={fieldState.error?.message}
      help={isTimeZone(field.value) ? `It is ${clockIn(field.value, now)} there now.` : undefined}
    />
  );
}

function clockIn(timeZone: string, now: number): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(
    now,
  );
}
