import { z } from "zod";
import { CommandSyntaxError, parseCommand } from "#lib/backups/commands/parse-command";
import { parseDuration } from "#lib/backups/duration";
import { parseSchedule } from "#lib/backups/schedule";
import { isTimeZone } from "#lib/backups/wall-clock";

/*
 * The fields of Config → Integrations → Backups, as the API and the editor judge them: what one refuses,
 * the other does too, in the same words.
 */

/** A command that can be run, with the parser's own words when it cannot. */
export const commandField = z
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
export const durationField = judged((text) => parseDuration(text), "This is not a duration.");

/** Five fields, such as `0 3 * * *`, in words of their own when they are wrong. */
export const cronField = judged((text) => parseSchedule(text, "UTC"), "This is not a cron string.");

export const timeZoneField = z
  .string()
  .refine(isTimeZone, "There is no such time zone. Use a name such as Europe/Lisbon, or UTC.");

/** How many a rule of the retention keeps. */
export const keepField = z
  .int("Use a whole number.")
  .min(1, "Keep at least 1, or leave it out.")
  .max(10_000, "Keep at most 10,000.");

/** A text that `read` can read; what it throws is said at the field. */
function judged(read: (text: string) => unknown, otherwise: string) {
  return z
    .string()
    .trim()
    .superRefine((text, context) => {
      try {
        read(text);
      } catch (error) {
        const message = error instanceof Error ? error.message : otherwise;
        context.addIssue({ code: "custom", message });
      }
    });
}
