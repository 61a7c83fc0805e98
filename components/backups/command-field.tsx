"use client";

import { useDeferredValue } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { CommandPreview } from "#components/backups/command-preview";
import { CommandWarnings } from "#components/backups/command-warnings";
import type { ConfigValues } from "#components/backups/config-form";
import { TextAreaField } from "#components/ui/text-area-field";
import { TextField } from "#components/ui/text-field";

type Props = {
  operation: "backup" | "restore";
  label: string;
  help: string;
  readOnly: boolean;
};

/** A command with its timeout, what will really run, and what may be wrong with it. */
export function CommandField({ operation, label, help, readOnly }: Props) {
  const { control, register, setValue, formState } = useFormContext<ConfigValues>();
  const text = useWatch({ control, name: `${operation}.command` });
  const shown = useDeferredValue(text);
  const errors = formState.errors[operation];
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_9rem]">
        <TextAreaField
          mono
          label={label}
          help={help}
          optional={operation === "restore"}
          readOnly={readOnly}
          placeholder={readOnly ? "Not visible to your role" : undefined}
          error={errors?.command?.message}
          {...register(`${operation}.command`)}
        />
        <TextField
          mono
          label="Timeout"
          help="Such as 3d15h10m5s"
          readOnly={readOnly}
          error={errors?.timeout?.message}
          {...register(`${operation}.timeout`)}
        />
      </div>
      {shown.trim() !== "" && (
        <>
          <CommandPreview command={shown} />
          <CommandWarnings
            text={shown}
            operation={operation}
            onFix={
              readOnly
                ? undefined
                : (fixed) =>
                    setValue(`${operation}.command`, fixed, {
                      shouldDirty: true,
                      shouldValidate: true,
                    })
            }
          />
        </>
      )}
    </div>
  );
}
