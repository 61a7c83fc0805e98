import { z } from "zod";
import {
  readRetention,
  retentionShape,
  retentionTexts,
  usualRetention,
} from "#components/backups/retention-form";
import { nightly, ownTimeZone, scheduleShape } from "#components/backups/schedule-form";
import type { BackupConfigDto, ContainerDto } from "#lib/api/container-dto";
import { presetFor } from "#lib/backups/commands/presets";
import { commandField, durationField } from "#lib/backups/config-fields";
import type { BackupConfigInput } from "#lib/queries/backup-config";

/** The form, named as the API names its fields. A restore command may be left out. */
export const configSchema = z.object({
  integration_id: z.string().min(1, "Choose where the backups are stored."),
  backup: z.object({ command: commandField, timeout: durationField, ...scheduleShape }),
  restore: z.object({
    command: z.union([z.literal(""), commandField]),
    timeout: durationField,
  }),
  retention: retentionShape,
});

export type ConfigValues = z.infer<typeof configSchema>;

const usualTimeout = "6h";

/**
 * What is saved, or what fits the container's image when nothing is: then with a schedule, for a backup
 * that nobody has to think of is the one that is there.
 */
export function valuesOf(
  config: BackupConfigDto | null,
  container: Pick<ContainerDto, "image" | "volumes">,
  onlyIntegration: string | undefined,
): ConfigValues {
  if (config) {
    const { integration_id, backup, restore, retention } = config;
    // Without a schedule the zone is one that nobody chose.
    const time_zone = backup.cron_string === null ? ownTimeZone() : backup.time_zone;
    return {
      integration_id,
      backup: { ...backup, time_zone },
      restore: restore ?? { command: "", timeout: backup.timeout },
      retention: retentionTexts(retention),
    };
  }
  const preset = presetFor(container.image, container.volumes);
  return {
    integration_id: onlyIntegration ?? "",
    backup: {
      command: preset?.backupCommand ?? "",
      timeout: usualTimeout,
      cron_string: nightly,
      time_zone: ownTimeZone(),
      instance_id: null,
    },
    restore: { command: preset?.restoreCommand ?? "", timeout: usualTimeout },
    retention: retentionTexts(usualRetention),
  };
}

export function inputOf(values: ConfigValues): BackupConfigInput {
  const { integration_id, backup, restore, retention } = values;
  const { time_zone, ...rest } = backup;
  return {
    integration_id,
    backup: backup.cron_string === null ? rest : { ...rest, time_zone },
    restore: restore.command === "" ? null : restore,
    retention: readRetention(retention) ?? undefined,
  };
}
