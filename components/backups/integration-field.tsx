"use client";

import Link from "next/link";
import { useController, useFormContext } from "react-hook-form";
import type { ConfigValues } from "#components/backups/config-form";
import { vendorOf } from "#components/hub/vendor-of";
import { SelectField } from "#components/ui/select-field";
import type { IntegrationDto } from "#lib/api/integration-dto";

type Props = { integrations: IntegrationDto[]; disabled: boolean };

/** Where the backups are stored. */
export function IntegrationField({ integrations, disabled }: Props) {
  const { control } = useFormContext<ConfigValues>();
  const { field, fieldState } = useController({ control, name: "integration_id" });
  const chosen = integrations.find(({ id }) => id === field.value);
  return (
    <SelectField
      label="Integration"
      value={chosen ? chosen.id : null}
      onValueChange={field.onChange}
      placeholder={field.value === "" ? "Choose one" : "Not visible to your role"}
      disabled={disabled}
      error={fieldState.error?.message}
      options={integrations.map(({ id, name, vendor, state }) => ({
        value: id,
        label: name,
        detail:
          state.current === "failed"
            ? `${vendorOf(vendor).name}, its last check failed`
            : vendorOf(vendor).name,
      }))}
      help={
        chosen?.state.current === "failed" ? (
          <span className="text-warn">
            Its last check failed: {chosen.state.error?.message ?? "verify it again"}{" "}
            <Link href="/hub/integrations" className="underline underline-offset-2">
              Open Integrations
            </Link>
          </span>
        ) : chosen?.vendor === "folder" ? (
          "A folder on this machine is not off-site: it is lost with the machine."
        ) : integrations.length === 0 && field.value === "" ? (
          <>
            There is none yet.{" "}
            <Link href="/hub/integrations" className="underline underline-offset-2">
              Add one in Integrations
            </Link>
          </>
        ) : (
          "Where the backups of this container are stored from now on."
        )
      }
    />
  );
}
