"use client";

import type { ReactNode } from "react";
import { useId } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { type RetentionValues, readRetention } from "#components/backups/retention-form";
import { TextField } from "#components/ui/text-field";
import { retentionWords } from "#lib/backups/retention-words";

const counts = [
  { rule: "last", label: "Last" },
  { rule: "daily", label: "Daily" },
  { rule: "weekly", label: "Weekly" },
  { rule: "monthly", label: "Monthly" },
  { rule: "yearly", label: "Yearly" },
] as const;

type Props = {
  readOnly: boolean;
  /** What the policy would do, under its words. */
  children?: ReactNode;
  /** Without its heading, where one stands above it. */
  bare?: boolean;
};

/** Which backups are kept: each rule may be left blank, and what any of them keeps stays. */
export function RetentionFields({ readOnly, children, bare }: Props) {
  const id = useId();
  const { control, register, formState } = useFormContext<RetentionValues>();
  const policy = readRetention(useWatch({ control, name: "retention" }));
  const errors = formState.errors.retention;
  return (
    <fieldset aria-labelledby={id} className="flex min-w-0 flex-col gap-4">
      <div>
        <h3 id={id} className={bare ? "sr-only" : "text-base"}>
          Retention
        </h3>
        <p className="mt-0.5 text-dim text-pretty">
          Leave a rule blank to do without it. A backup that any rule keeps stays; the newest live
          one of each instance and pinned ones always stay.
        </p>
      </div>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-[1.6fr_repeat(5,1fr)] sm:gap-3">
        <TextField
          mono
          label="Younger than"
          placeholder="–"
          className="max-sm:col-span-2"
          readOnly={readOnly}
          error={errors?.age?.message}
          {...register("retention.age")}
        />
        {counts.map(({ rule, label }) => (
          <TextField
            key={rule}
            mono
            label={label}
            inputMode="numeric"
            autoComplete="off"
            placeholder="–"
            readOnly={readOnly}
            error={errors?.[rule]?.message}
            {...register(`retention.${rule}`)}
          />
        ))}
      </div>
      {policy && (
        <div className="overflow-hidden rounded-lg border border-line bg-inset">
          <p role="status" className="px-3 py-2 font-medium text-pretty">
            {retentionWords(policy)}
          </p>
          {children}
        </div>
      )}
    </fieldset>
  );
}
