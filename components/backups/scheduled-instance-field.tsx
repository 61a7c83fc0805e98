"use client";

import { useController, useFormContext } from "react-hook-form";
import type { ScheduleValues } from "#components/backups/schedule-form";
import { SelectField } from "#components/ui/select-field";
import type { InstanceDto } from "#lib/api/container-dto";

const each = "each";

type Props = { instances: InstanceDto[]; disabled: boolean };

/** Which instances the schedule backs up: each of them, or one. */
export function ScheduledInstanceField({ instances, disabled }: Props) {
  const { control } = useFormContext<ScheduleValues>();
  const { field, fieldState } = useController({ control, name: "backup.instance_id" });
  const there = instances.filter(({ id, state }) => state.current !== "gone" || id === field.value);
  const isGone = instances.some(({ id, state }) => id === field.value && state.current === "gone");
  return (
    <SelectField<string>
      label="Instances"
      value={field.value ?? each}
      onValueChange={(value) => field.onChange(value === each ? null : value)}
      options={[
        { value: each, label: "Each instance" },
        ...there.map(({ id, name, state }) => ({
          value: id,
          label: name,
          detail: state.current === "gone" ? "gone" : undefined,
        })),
      ]}
      disabled={disabled}
      error={fieldState.error?.message}
      help={
        isGone ? (
          <span className="text-warn">
            This instance is gone: nothing is backed up until it is back.
          </span>
        ) : (
          "Each holds data of its own; choose one where all hold the same."
        )
      }
    />
  );
}
