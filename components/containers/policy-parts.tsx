"use client";

import type { ReactNode } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { IntegrationField } from "#components/backups/integration-field";
import { RetentionFields } from "#components/backups/retention-fields";
import { ScheduleFields } from "#components/backups/schedule-fields";
import type { PolicyValues } from "#components/containers/policy-form";
import { CheckboxField } from "#components/ui/checkbox-field";
import type { IntegrationDto } from "#lib/api/integration-dto";

/** The three parts of a policy, each set or left alone. */
export function PolicyParts({ integrations }: { integrations: IntegrationDto[] }) {
  return (
    <>
      <Part name="schedule" label="Set the schedule">
        <ScheduleFields readOnly={false} bare />
      </Part>
      <Part name="retention" label="Set the retention">
        <RetentionFields readOnly={false} bare />
      </Part>
      <Part name="integration" label="Set the integration">
        <IntegrationField integrations={integrations} disabled={false} />
      </Part>
    </>
  );
}

function Part(props: { name: keyof PolicyValues["sets"]; label: string; children: ReactNode }) {
  const { control, register } = useFormContext<PolicyValues>();
  const isSet = useWatch({ control, name: `sets.${props.name}` });
  return (
    <section className="rounded-lg border border-line px-4 py-3">
      <CheckboxField label={props.label} {...register(`sets.${props.name}`)} />
      {isSet && <div className="mt-3 border-t border-line-soft pt-3">{props.children}</div>}
    </section>
  );
}
