import { z } from "zod";
import { cronField, timeZoneField } from "#lib/backups/config-fields";

/** The part of a form that `ScheduleFields` edits; a `cron_string` of null is no schedule. */
export const scheduleShape = {
  cron_string: cronField.nullable(),
  time_zone: timeZoneField,
  instance_id: z.string().nullable(),
};

export type ScheduleValues = {
  backup: { cron_string: string | null; time_zone: string; instance_id: string | null };
};

export const schedulePresets = [
  { value: "0 * * * *", label: "Every hour" },
  { value: "0 */6 * * *", label: "Every 6 hours" },
  { value: "0 3 * * *", label: "Every night at 03:00" },
  { value: "0 3 * * 1-5", label: "Weeknights at 03:00" },
  { value: "0 3 * * 0", label: "Every Sunday at 03:00" },
  { value: "0 3 1 * *", label: "The 1st of each month at 03:00" },
] as const;

export const nightly = schedulePresets[2].value;

/** The zone of whoever looks; UTC where the browser does not say. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}
