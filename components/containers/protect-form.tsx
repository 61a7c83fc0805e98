"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import Link from "next/link";
import { useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { toast } from "sonner";
import { type ConfigValues, configSchema, valuesOf } from "#components/backups/config-form";
import { GoingBackups } from "#components/backups/going-backups";
import { IntegrationField } from "#components/backups/integration-field";
import { RetentionConfirm } from "#components/backups/retention-confirm";
import { readRetention } from "#components/backups/retention-form";
import { nightly } from "#components/backups/schedule-form";
import { SchedulePresetField } from "#components/backups/schedule-preset-field";
import { SchedulePreview } from "#components/backups/schedule-preview";
import { TimeZoneField } from "#components/backups/time-zone-field";
import { useSaveConfig } from "#components/backups/use-save-config";
import { ProtectCommands } from "#components/containers/protect-commands";
import { Button } from "#components/ui/button";
import { CheckboxField } from "#components/ui/checkbox-field";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import type { BackupConfigDto, ContainerDto, InstanceDto } from "#lib/api/container-dto";
import type { IntegrationDto } from "#lib/api/integration-dto";
import { retentionWords } from "#lib/backups/retention-words";
import { createBackup } from "#lib/queries/backups";
import { explainError } from "#lib/queries/request";

type Props = {
  container: ContainerDto;
  config: BackupConfigDto | null;
  instances: InstanceDto[];
  integrations: IntegrationDto[];
  onClose: () => void;
};

/** What is there already, and for the rest what most would choose: all of it can be changed. */
function protectValues({ config, container, integrations }: Props): ConfigValues {
  const values = valuesOf(config, container, usualIntegration(integrations));
  const cron_string = values.backup.cron_string ?? nightly;
  return { ...values, backup: { ...values.backup, cron_string } };
}

/** One that works, and rather one that is not lost with this machine. */
function usualIntegration(integrations: IntegrationDto[]): string | undefined {
  const rank = ({ state, vendor }: IntegrationDto) =>
    (state.current === "live" ? 0 : 2) + (vendor === "folder" ? 1 : 0);
  return integrations.toSorted((a, b) => rank(a) - rank(b))[0]?.id;
}

export function ProtectForm(props: Props) {
  const { container, instances, integrations, onClose } = props;
  const [first] = useState(() => protectValues(props));
  const [now, setNow] = useState(true);
  const runs = instances.some(({ state }) => state.current === "running");
  const form = useForm<ConfigValues>({
    resolver: zodResolver(configSchema),
    defaultValues: first,
    mode: "onTouched",
  });
  const save = useSaveConfig(container.id, form, async () => {
    onClose();
    if (!now || !runs) {
      toast.success(`${container.name} is backed up by itself from now on`);
      return;
    }
    try {
      await createBackup(container.id, null);
      toast.success(
        `${container.name} is backed up by itself from now on; the first one has begun`,
      );
    } catch (error) {
      toast.error(
        `The schedule is set, but the first backup could not begin. ${explainError(error)}`,
      );
    }
  });
  return (
    <FormProvider {...form}>
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        busy={save.isPending}
        dismissible={!form.formState.isDirty}
        title={`Protect ${container.name}`}
        description="One command makes the backup, on a schedule, and streams it straight to the store."
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="accent"
              pending={save.isPending}
              onClick={form.handleSubmit(save.submit)}
            >
              Protect
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <IntegrationField integrations={integrations} disabled={false} />
          <ProtectCommands container={container} />
          <div className="grid gap-4 sm:grid-cols-2">
            <SchedulePresetField disabled={false} />
            <TimeZoneField disabled={false} />
          </div>
          <SchedulePreview />
          <CheckboxField
            label="Make the first backup now"
            help={runs ? undefined : "No instance is running: the schedule makes the first one."}
            checked={now && runs}
            disabled={!runs}
            onChange={(event) => setNow(event.target.checked)}
          />
          <p className="text-sm text-dim">
            {retentionWords(readRetention(first.retention) ?? {})} This and more is changed in{" "}
            <Link
              href={`/containers/${container.id}/config/integrations/backups`}
              scroll={false}
              onClick={onClose}
              className="underline underline-offset-2"
            >
              Config → Integrations → Backups
            </Link>
            .
          </p>
          {save.error && !save.hasFieldErrors && (
            <Notice tone="bad" role="alert" title="Not saved">
              {explainError(save.error)}
            </Notice>
          )}
        </div>
      </Dialog>
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
