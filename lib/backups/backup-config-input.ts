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

/** A setting of Cycle's that is not built yet: refused, lest somebody believes it is in force. */
const notYet = z.null("This is not supported yet; leave it out.").optional();

/** Config → Integrations → Backups as it is sent; `restore` null leaves restores out. */
export const backupConfigInput = z.strictObject({
  integration_id: z.uuid("Choose an integration."),
  backup: z.strictObject({ command, timeout, cron_string: notYet }),
  restore: z.strictObject({ command, timeout }).nullable(),
  retention: notYet,
});

export type BackupConfigInput = z.infer<typeof backupConfigInput>;
