"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { type FieldPath, useForm } from "react-hook-form";
import {
  type IntegrationValues,
  inputOf,
  isRequired,
  isTextPath,
  schemaOf,
  valuesOf,
} from "#components/hub/integration-values";
import { tellVerified, usePutIntegration } from "#components/hub/use-verify";
import { Button } from "#components/ui/button";
import { CheckboxField } from "#components/ui/checkbox-field";
import { Notice } from "#components/ui/notice";
import { TextField } from "#components/ui/text-field";
import type { IntegrationDto } from "#lib/api/integration-dto";
import type { AvailableVendor } from "#lib/integrations/available-vendors";
import { saveIntegration } from "#lib/queries/integrations";
import { ApiFailure, explainError } from "#lib/queries/request";

type Props = {
  vendor: AvailableVendor;
  /** Null for a new one. */
  integration: IntegrationDto | null;
  onBack: (() => void) | undefined;
  onClose: () => void;
};

export function IntegrationForm({ vendor, integration, onBack, onClose }: Props) {
  const isNew = integration === null;
  const put = usePutIntegration();
  const { register, handleSubmit, formState, getFieldState, setError } = useForm<IntegrationValues>(
    {
      resolver: zodResolver(schemaOf(vendor, isNew)),
      defaultValues: valuesOf(vendor, integration),
      mode: "onTouched",
    },
  );
  const paths: FieldPath<IntegrationValues>[] = [
    "name",
    ...vendor.fields.map(({ path }) => path).filter(isTextPath),
  ];
  const save = useMutation({
    mutationFn: (values: IntegrationValues) =>
      saveIntegration(integration?.id ?? null, inputOf(vendor, values)),
    // Saving verifies: the answer says what was found.
    onSuccess: (saved) => {
      put(saved);
      onClose();
      tellVerified(saved);
    },
    onError: (error) => {
      const problems = error instanceof ApiFailure ? (error.problem.fields ?? {}) : {};
      for (const path of paths) {
        const message = problems[path];
        if (message) setError(path, { message }, { shouldFocus: true });
      }
    },
  });
  const hasFieldErrors = save.error instanceof ApiFailure && save.error.problem.fields;
  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={handleSubmit((values) => save.mutate(values))}
      className="flex flex-col gap-4"
    >
      {!vendor.off_site && (
        <Notice tone="warn">
          A folder on this machine is not off-site: it is lost with the machine.
        </Notice>
      )}
      <TextField
        label="Name"
        help="How it is called in this hub."
        error={formState.errors.name?.message}
        {...register("name")}
      />
      {vendor.fields.map((field) =>
        isTextPath(field.path) ? (
          <TextField
            key={field.path}
            mono
            type={field.kind === "secret" ? "password" : "text"}
            autoComplete={field.kind === "secret" ? "new-password" : "off"}
            spellCheck={false}
            label={field.label}
            optional={!isRequired(field, isNew) && field.kind !== "secret"}
            placeholder={field.placeholder}
            help={
              field.kind === "secret" && !isNew
                ? "Leave it blank to keep the one that is there."
                : field.help
            }
            error={getFieldState(field.path, formState).error?.message}
            {...register(field.path)}
          />
        ) : (
          <CheckboxField
            key={field.path}
            label={field.label}
            help={field.help}
            {...register("extra.path_style")}
          />
        ),
      )}
      {save.error && !hasFieldErrors && (
        <Notice tone="bad" role="alert" title="Not saved">
          {explainError(save.error)}
        </Notice>
      )}
      <div className="sticky -bottom-4 -mx-5 -mb-4 flex justify-end gap-2 rounded-b-xl border-t border-line-soft bg-panel px-5 py-3">
        {onBack && (
          <Button onClick={onBack} className="mr-auto">
            Back
          </Button>
        )}
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="accent" pending={save.isPending}>
          Save and verify
        </Button>
      </div>
    </form>
  );
}
