"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { type ScheduleValues, schedulePresets } from "#components/backups/schedule-form";
import { SelectField } from "#components/ui/select-field";

const own = "own";

/** Fills in the cron string, and shows which of the usual ones it is. */
export function SchedulePresetField({ disabled }: { disabled: boolean }) {
  const { control, setValue } = useFormContext<ScheduleValues>();
  const cron = useWatch({ control, name: "backup.cron_string" }) ?? "";
  const written = cron.trim().split(/\s+/).join(" ");
  const known = schedulePresets.find(({ value }) => value === written);
  return (
    <SelectField<string>
      label="How often"
      value={known?.value ?? own}
      onValueChange={(value) =>
        value !== own &&
        setValue("backup.cron_string", value, { shouldDirty: true, shouldValidate: true })
      }
      options={[...schedulePresets, { value: own, label: "By the cron string", disabled: true }]}
      disabled={disabled}
    />
  );
}
