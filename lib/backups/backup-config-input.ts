import { z } from "zod";
import {
  commandField,
  cronField,
  durationField,
  keepField,
  timeZoneField,
} from "#lib/backups/config-fields";

const keep = keepField.optional();

/** A duration alone, as Cycle has it, is the age. */
const retention = z.preprocess(
  (sent) => (typeof sent === "string" ? { age: sent } : sent),
  z.strictObject({
    age: durationField.optional(),
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
    command: commandField,
    timeout: durationField,
    cron_string: cronField.nullable().optional(),
    time_zone: timeZoneField.optional(),
    instance_id: z.uuid().nullable().optional(),
  }),
  restore: z.strictObject({ command: commandField, timeout: durationField }).nullable(),
  retention: retention.optional(),
});

/** A retention that is not saved yet, and whose days, weeks, months and years it counts by. */
export const retentionPreviewInput = z.strictObject({
  retention,
  time_zone: timeZoneField.default("UTC"),
});

/** A policy for many containers: what is left out stays as each of them has it. */
export const policyInput = z
  .strictObject({
    container_ids: z.array(z.uuid()).min(1).max(500),
    schedule: z
      .strictObject({ cron_string: cronField.nullable(), time_zone: timeZoneField.default("UTC") })
      .optional(),
    retention: retention.optional(),
    integration_id: z.uuid("Choose an integration.").optional(),
    /** Only says what it would do. */
    preview: z.boolean().default(false),
  })
  .refine(
    ({ schedule, retention: rules, integration_id }) => schedule || rules || integration_id,
    "Name a schedule, a retention or an integration.",
  );

export type PolicyInput = z.infer<typeof policyInput>;

export type BackupConfigInput = z.infer<typeof backupConfigInput>;
