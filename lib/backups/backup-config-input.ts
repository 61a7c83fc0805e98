import { z } from "zod";
import { CommandSyntaxError, parseCommand } from "#lib/backups/commands/parse-command";
import { parseDuration } from "#lib/backups/duration";

/** A command that can be run, with the parser's own words when it cannot. */
const command = z
  .string()
  .trim()
  .superRefine((text, context) => {
    try {
      parseCommand(text);
    } catch (error) {
      const message =
        error instanceof CommandSyntaxError ? error.message : "This command cannot be understood.";
      context.addIssue({ code: "custom", message });
    }
  });

/** A duration such as `3d15h10m5s`. */
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

/** Config → Integrations → Backups as it is sent; `restore` null leaves restores out. */
export const backupConfigInput = z.object({
  integration_id: z.uuid("Choose an integration."),
  backup: z.object({ command, timeout }),
  restore: z.object({ command, timeout }).nullable(),
});

export type BackupConfigInput = z.infer<typeof backupConfigInput>;
