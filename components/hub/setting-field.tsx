"use client";

import { Undo2 } from "lucide-react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { amountText, type SettingField } from "#components/hub/setting-values";
import { Button } from "#components/ui/button";
import { TextField } from "#components/ui/text-field";

type Props = {
  field: SettingField;
  /** The default as a person reads it. */
  usual: string;
  isUsual: boolean;
  canChange: boolean;
  error: string | undefined;
  onBack: () => void;
  input: UseFormRegisterReturn;
};

/** One figure with its unit, what it does, and the way back to its default. */
export function SettingFieldRow({ field, usual, isUsual, canChange, error, onBack, input }: Props) {
  const { label, help, unit } = field;
  return (
    <div className="border-b border-line-soft py-3.5 first:pt-0 last:border-0 last:pb-0">
      <TextField
        label={label}
        help={help}
        error={error}
        inputMode="decimal"
        autoComplete="off"
        readOnly={!canChange}
        suffix={unit}
        aside={
          <span className="flex min-h-7 flex-wrap items-center gap-x-1 text-sm text-faint">
            {isUsual ? "This is the default." : `Default: ${amountText(field, usual)}.`}
            {!isUsual && canChange && (
              <Button
                size="sm"
                variant="quiet"
                icon={<Undo2 aria-hidden />}
                aria-label={`${label}: back to default`}
                onClick={onBack}
              >
                Back to default
              </Button>
            )}
          </span>
        }
        {...input}
      />
    </div>
  );
}
