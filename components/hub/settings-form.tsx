"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useUnsaved } from "#components/containers/use-unsaved";
import { SettingFieldRow } from "#components/hub/setting-field";
import {
  readSetting,
  type SettingKey,
  settingFields,
  settingGroups,
  settingText,
} from "#components/hub/setting-values";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { Notice } from "#components/ui/notice";
import type { HubSettingsDto } from "#lib/api/hub-dto";
import { hubSettingsQuery, type SettingsChange, saveSettings } from "#lib/queries/hub";
import { explainError, fieldErrors } from "#lib/queries/request";

type Values = Record<SettingKey, string>;

const textsOf = (settings: HubSettingsDto["defaults"]) =>
  Object.fromEntries(
    settingFields.map((field) => [field.key, settingText(field, settings[field.key])]),
  ) as Values;

/** The figures that hold for the whole hub. */
export function SettingsForm({
  settings,
  canChange,
}: {
  settings: HubSettingsDto;
  canChange: boolean;
}) {
  const client = useQueryClient();
  const usual = textsOf(settings.defaults);
  // Fields that a person is at keep what they wrote when somebody else saves.
  const { register, handleSubmit, formState, setError, setValue, watch, reset } = useForm<Values>({
    values: textsOf(settings),
    resetOptions: { keepDirtyValues: true },
  });
  const { dirtyFields, isDirty, errors } = formState;
  useUnsaved(isDirty);
  const save = useMutation({
    mutationFn: saveSettings,
    onSuccess: (saved) => {
      client.setQueryData(hubSettingsQuery().queryKey, saved);
      reset(textsOf(saved));
      toast.success("The settings are saved");
    },
    onError: (error) => {
      const problems = fieldErrors(error);
      for (const { key } of settingFields) {
        const message = problems[key];
        if (message) setError(key, { message }, { shouldFocus: true });
      }
    },
  });
  function changeOf(values: Values): SettingsChange {
    const change: SettingsChange = {};
    for (const field of settingFields) {
      if (!dirtyFields[field.key]) continue;
      const read = readSetting(field, values[field.key]);
      if ("value" in read)
        change[field.key] = values[field.key] === usual[field.key] ? null : read.value;
    }
    return change;
  }
  const now = watch();
  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={handleSubmit((values) => save.mutate(changeOf(values)))}
      className="flex flex-col gap-4"
    >
      {settingGroups.map(({ title, fields }) => (
        <Card key={title} title={title}>
          <div>
            {fields.map((field) => (
              <SettingFieldRow
                key={field.key}
                field={field}
                usual={usual[field.key]}
                isUsual={now[field.key] === usual[field.key]}
                canChange={canChange}
                error={errors[field.key]?.message}
                onBack={() =>
                  setValue(field.key, usual[field.key], { shouldDirty: true, shouldValidate: true })
                }
                input={register(field.key, {
                  validate: (text) => {
                    const read = readSetting(field, text);
                    return "value" in read || read.problem;
                  },
                })}
              />
            ))}
          </div>
        </Card>
      ))}
      {save.error && Object.keys(fieldErrors(save.error)).length === 0 && (
        <Notice tone="bad" role="alert" title="Not saved">
          {explainError(save.error)}
        </Notice>
      )}
      {canChange && (
        <div className="sticky bottom-0 -mx-1 flex items-center gap-2 border-t border-line bg-bg px-1 py-3">
          <Button type="submit" variant="accent" pending={save.isPending} disabled={!isDirty}>
            Save
          </Button>
          {isDirty && <Button onClick={() => reset()}>Reset</Button>}
          <span role="status" className="text-dim">
            {isDirty && "Unsaved changes"}
          </span>
        </div>
      )}
    </form>
  );
}
