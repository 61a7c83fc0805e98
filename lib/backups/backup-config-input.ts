import { z } from "zod";
import { CommandSyntaxError, parseCommand } from "#lib/backups/commands/parse-command";
import { parseDuration } from "#lib/backups/duration";
import { parseSchedule } from "#lib/backups/schedule";
import { isTimeZone } from "#lib/backups/wall-clock";

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

/** Five fields, such as `0 3 * * *`, in words of their own when they are wrong. */
const cronString = z
  .string()
  .trim()
  .superRefine((text, context) => {
    try {
      parseSchedule(text, "UTC");
    } catch (error) {
      const message = error instanceof Error ? error.message : "This is not a cron string.";
      context.addIssue({ code: "custom", message });
    }
  });

const timeZone = z
  .string()
  .refine(isTimeZone, "There is no such time zone. Use a name such as Europe/Lisbon, or UTC.");

const keep = z.int().min(1, "Keep at least 1, or leave it out.").max(10_000).optional();

/** A duration alone, as Cycle has it, is the age. */
const retention = z.preprocess(
  (sent) => (typeof sent === "string" ? { age: sent } : sent),
  z.strictObject({
    age: timeout.optional(),
    last: keep,
    daily: keep,
    weekly: keep,
    monthly: keep,
    yearly: keep,
  }),
);

/**
 * Config → Integrations → Backups as it is sent; `restore` null leaves restores out. What is left
 * out of the schedule and the retention stays as it is; a `cron_string` of null ends the schedule.
 */
export const backupConfigInput = z.strictObject({
  integration_id: z.uuid("Choose an integration."),
  backup: z.strictObject({
    command,
    timeout,
    cron_string: cronString.nullable().optional(),
    time_zone: timeZone.optional(),
    instance_id: z.uuid().nullable().optional(),
  }),
  restore: z.strictObject({ command, timeout }).nullable(),
  retention: retention.optional(),
});

/** A retention that is not saved yet, and whose days, weeks, months and years it counts by. */
export const retentionPreviewInput = z.strictObject({
  retention,
  time_zone: timeZone.default("UTC"),
});

export type BackupConfigInput = z.infer<typeof backupConfigInput>;
