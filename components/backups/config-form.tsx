import { z } from "zod";
import { readCommand } from "#components/backups/read-command";
import type { BackupConfigDto, ContainerDto } from "#lib/api/container-dto";
import { presetFor } from "#lib/backups/commands/presets";
import { parseDuration } from "#lib/backups/duration";
import type { BackupConfigInput } from "#lib/queries/backup-config";

const command = z
  .string()
  .trim()
  .superRefine((text, context) => {
    const read = readCommand(text);
    if (!read.ok) context.addIssue({ code: "custom", message: read.message });
  });

const timeout = z
  .string()
  .trim()
  .superRefine((text, context) => {
    try {
      parseDuration(text);
    } catch (error) {
      const message = error instanceof Error ? error.message : "This is not a duration.";
      context.addIssue({ code: "custom", message });
    }
  });

/** The form, named as the API names its fields. A restore command may be left out. */
export const configSchema = z.object({
  integration_id: z.string().min(1, "Choose where the backups are stored."),
  backup: z.object({ command, timeout }),
  restore: z.object({ command: z.union([z.literal(""), command]), timeout }),
});

export type ConfigValues = z.infer<typeof configSchema>;

const usualTimeout = "6h";

/** What is saved, or what fits the container's image when nothing is. */
export function valuesOf(
  config: BackupConfigDto | null,
  container: ContainerDto,
  onlyIntegration: string | undefined,
): ConfigValues {
  if (config) {
    const { integration_id, backup, restore } = config;
    return {
      integration_id,
      backup: { command: backup.command, timeout: backup.timeout },
      restore: restore ?? { command: "", timeout: backup.timeout },
    };
  }
  const preset = presetFor(container.image, container.volumes);
  return {
    integration_id: onlyIntegration ?? "",
    backup: { command: preset?.backupCommand ?? "", timeout: usualTimeout },
    restore: { command: preset?.restoreCommand ?? "", timeout: usualTimeout },
  };
}

export function inputOf(values: ConfigValues): BackupConfigInput {
  const { integration_id, backup, restore } = values;
  return { integration_id, backup, restore: restore.command === "" ? null : restore };
}
