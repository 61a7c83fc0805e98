"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type FieldPath, FormProvider, useForm } from "react-hook-form";
import { CommandField } from "#components/backups/command-field";
import {
  type ConfigValues,
  configSchema,
  inputOf,
  valuesOf,
} from "#components/backups/config-form";
import { IntegrationField } from "#components/backups/integration-field";
import { PresetField } from "#components/backups/preset-field";
import { SaveBar } from "#components/backups/save-bar";
import { useUnsaved } from "#components/containers/leave-guard";
import { useMember } from "#components/shell/member";
import { Notice } from "#components/ui/notice";
import type { BackupConfigDto, ContainerDto } from "#lib/api/container-dto";
import type { IntegrationDto } from "#lib/api/integration-dto";
import { backupConfigQuery, saveBackupConfig } from "#lib/queries/backup-config";
import { containerQuery } from "#lib/queries/containers";
import { ApiFailure, explainError } from "#lib/queries/request";

type Props = {
  container: ContainerDto;
  config: BackupConfigDto | null;
  integrations: IntegrationDto[];
};

const fields: readonly FieldPath<ConfigValues>[] = [
  "integration_id",
  "backup.command",
  "backup.timeout",
  "restore.command",
  "restore.timeout",
];

export function BackupConfigForm({ container, config, integrations }: Props) {
  const client = useQueryClient();
  const { canManageConfig } = useMember();
  const only = integrations.length === 1 ? integrations[0]?.id : undefined;
  // What was there when the form opened: a fetch that comes later must not take words away.
  const [first] = useState(() => valuesOf(config, container, only));
  const form = useForm<ConfigValues>({
    resolver: zodResolver(configSchema),
    defaultValues: first,
    mode: "onTouched",
  });
  const { isDirty } = form.formState;
  useUnsaved(isDirty);
  const save = useMutation({
    mutationFn: (values: ConfigValues) => saveBackupConfig(container.id, inputOf(values)),
    onSuccess: (saved) => {
      client.setQueryData(backupConfigQuery(container.id).queryKey, saved);
      void client.invalidateQueries({
        queryKey: containerQuery(container.id).queryKey,
        exact: true,
      });
      form.reset(valuesOf(saved, container, only));
    },
    onError: (error) => {
      const problems = error instanceof ApiFailure ? (error.problem.fields ?? {}) : {};
      for (const field of fields) {
        const message = problems[field];
        if (message) form.setError(field, { message }, { shouldFocus: true });
      }
    },
  });
  const hasFieldErrors = save.error instanceof ApiFailure && save.error.problem.fields;
  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={form.handleSubmit((values) => save.mutate(values))}
        className="flex flex-col gap-5"
      >
        {!canManageConfig && (
          <Notice>
            Your role can see this without its commands, but not change it. Ask an owner or admin of
            the hub.
          </Notice>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <IntegrationField integrations={integrations} disabled={!canManageConfig} />
          {canManageConfig && <PresetField container={container} />}
        </div>
        <CommandField
          operation="backup"
          label="Backup command"
          help="Writes the backup to stdout. Wrap it in double quotes to use the container's environment variables."
          readOnly={!canManageConfig}
        />
        <hr className="border-line-soft" />
        <CommandField
          operation="restore"
          label="Restore command"
          help="Reads the backup from stdin. Without one, backups can be downloaded but not restored from here."
          readOnly={!canManageConfig}
        />
        {save.error && !hasFieldErrors && (
          <Notice tone="bad" role="alert" title="Not saved">
            {explainError(save.error)}
          </Notice>
        )}
        {canManageConfig && (
          <SaveBar
            containerId={container.id}
            isNew={config === null}
            isDirty={isDirty}
            isSaving={save.isPending}
            isSaved={save.isSuccess}
            onReset={() => form.reset()}
          />
        )}
      </form>
    </FormProvider>
  );
}
