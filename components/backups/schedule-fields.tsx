"use client";

import { useId, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { nightly, type ScheduleValues } from "#components/backups/schedule-form";
import { SchedulePresetField } from "#components/backups/schedule-preset-field";
import { SchedulePreview } from "#components/backups/schedule-preview";
import { ScheduledInstanceField } from "#components/backups/scheduled-instance-field";
import { TimeZoneField } from "#components/backups/time-zone-field";
import { CheckboxField } from "#components/ui/checkbox-field";
import { TextField } from "#components/ui/text-field";
import type { InstanceDto } from "#lib/api/container-dto";

type Props = {
  readOnly: boolean;
  /** Those that it may back up; left out where every container has others. */
  instances?: InstanceDto[];
  /** Without its heading, where one stands above it. */
  bare?: boolean;
};

/** Automatic backups on or off, when, in which zone and of what; in words, with the next five runs. */
export function ScheduleFields({ readOnly, instances, bare }: Props) {
  const id = useId();
  const { control, register, setValue, formState } = useFormContext<ScheduleValues>();
  const cron = useWatch({ control, name: "backup.cron_string" });
  const [last, setLast] = useState(cron ?? nightly);
  const isOn = cron !== null;
  function turn(on: boolean) {
    if (!on) setLast(cron ?? last);
    setValue("backup.cron_string", on ? last : null, { shouldDirty: true, shouldValidate: true });
  }
  return (
    <fieldset aria-labelledby={id} className="flex min-w-0 flex-col gap-4">
      <h3 id={id} className={bare ? "sr-only" : "text-base"}>
        Schedule
      </h3>
      <CheckboxField
        label="Back up automatically"
        help={isOn ? undefined : "Off: backups are made only when somebody asks for one."}
        checked={isOn}
        disabled={readOnly}
        onChange={(event) => turn(event.target.checked)}
      />
      {isOn && (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <SchedulePresetField disabled={readOnly} />
            <TextField
              mono
              label="Cron string"
              help="Minute, hour, day, month, weekday."
              readOnly={readOnly}
              spellCheck={false}
              autoComplete="off"
              error={formState.errors.backup?.cron_string?.message}
              {...register("backup.cron_string")}
            />
            <TimeZoneField disabled={readOnly} />
            {instances && <ScheduledInstanceField instances={instances} disabled={readOnly} />}
          </div>
          <SchedulePreview />
        </>
      )}
    </fieldset>
  );
}
