"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMemo } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { CommandField } from "#components/backups/command-field";
import { type ConfigValues, configSchema, valuesOf } from "#components/backups/config-form";
import { GoingBackups } from "#components/backups/going-backups";
import { IntegrationField } from "#components/backups/integration-field";
import { PresetField } from "#components/backups/preset-field";
import { RetentionConfirm } from "#components/backups/retention-confirm";
import { RetentionFields } from "#components/backups/retention-fields";
import { RetentionPreview } from "#components/backups/retention-preview";
import { SaveBar } from "#components/backups/save-bar";
import { ScheduleFields } from "#components/backups/schedule-fields";
import { useSaveConfig } from "#components/backups/use-save-config";
import { useUnsaved } from "#components/containers/use-unsaved";
import { useMember } from "#components/shell/member";
import { Notice } from "#components/ui/notice";
import type { BackupConfigDto, ContainerDto, InstanceDto } from "#lib/api/container-dto";
import type { IntegrationDto } from "#lib/api/integration-dto";
import { explainError } from "#lib/queries/request";

type Props = {
  container: ContainerDto;
  config: BackupConfigDto | null;
  integrations: IntegrationDto[];
  instances: InstanceDto[];
};

export function BackupConfigForm({ container, config, integrations, instances }: Props) {
  const { canManageConfig } = useMember();
  const only = integrations.length === 1 ? integrations[0]?.id : undefined;
  const kept = useMemo(() => valuesOf(config, container, only), [config, container, only]);
  const form = useForm<ConfigValues>({
    resolver: zodResolver(configSchema),
    // What somebody else saves meanwhile is taken over, but for what was typed here.
    values: kept,
    resetOptions: { keepDirtyValues: true },
    mode: "onTouched",
  });
  const { isDirty } = form.formState;
  useUnsaved(isDirty);
  const save = useSaveConfig(container.id, form, (saved) =>
    form.reset(valuesOf(saved, container, only)),
  );
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={form.handleSubmit(save.submit)} className="flex flex-col gap-5">
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
        <hr className="border-line-soft" />
        <ScheduleFields readOnly={!canManageConfig} instances={instances} />
        <hr className="border-line-soft" />
        <RetentionFields readOnly={!canManageConfig}>
          {canManageConfig && (
            <RetentionPreview
              containerId={container.id}
              savedZone={config?.backup.time_zone ?? "UTC"}
            />
          )}
        </RetentionFields>
        {save.error && !save.hasFieldErrors && (
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
            isSaved={save.isSaved}
            onReset={() => form.reset()}
          />
        )}
      </form>
      <RetentionConfirm
        verb="Save"
        removes={save.preview}
        onClose={save.cancel}
        onConfirm={save.confirm}
      >
        {save.preview && <GoingBackups preview={save.preview} />}
      </RetentionConfirm>
    </FormProvider>
  );
}
