import { z } from "zod";
import { readRetention, retentionShape, retentionTexts } from "#components/backups/retention-form";
import { nightly, ownTimeZone, scheduleShape } from "#components/backups/schedule-form";
import type { PolicyInput } from "#lib/queries/many-containers";

const where = z.string().min(1, "Choose where the backups are stored.");

/** A policy's parts, each of which may be left as every container has it. */
const parts = z.object({
  sets: z.object({ schedule: z.boolean(), retention: z.boolean(), integration: z.boolean() }),
  backup: z.object(scheduleShape),
  retention: retentionShape,
  integration_id: z.string(),
});

export type PolicyValues = z.infer<typeof parts>;

export const noPolicy = (integrationId: string | undefined): PolicyValues => ({
  sets: { schedule: true, retention: false, integration: false },
  backup: { cron_string: nightly, time_zone: ownTimeZone(), instance_id: null },
  retention: retentionTexts({ age: "30d", weekly: 8, monthly: 12 }),
  integration_id: integrationId ?? "",
});

/** The policy that the form says, or null while a part of it is not good or none is set. */
export function readPolicy(values: PolicyValues): PolicyInput | null {
  const { sets, backup, integration_id } = values;
  const policy: PolicyInput = {};
  if (sets.schedule) {
    const read = parts.shape.backup.safeParse(backup);
    if (!read.success) return null;
    const { cron_string, time_zone } = read.data;
    policy.schedule = { cron_string, time_zone };
  }
  if (sets.retention) {
    const retention = readRetention(values.retention);
    if (!retention) return null;
    policy.retention = retention;
  }
  if (sets.integration) {
    if (integration_id === "") return null;
    policy.integration_id = integration_id;
  }
  return Object.keys(policy).length > 0 ? policy : null;
}

/** What is wrong at the fields of the parts that are set; the others do not count. */
export const policySchema = z
  .object({
    sets: parts.shape.sets,
    backup: z.custom<PolicyValues["backup"]>(),
    retention: z.custom<PolicyValues["retention"]>(),
    integration_id: z.string(),
  })
  .superRefine(({ sets, backup, retention, integration_id }, context) => {
    const check = (shape: z.ZodType, value: unknown, at: string) => {
      for (const { message, path } of shape.safeParse(value).error?.issues ?? [])
        context.addIssue({ code: "custom", message, path: [at, ...path] });
    };
    if (sets.schedule) check(parts.shape.backup, backup, "backup");
    if (sets.retention) check(parts.shape.retention, retention, "retention");
    if (sets.integration) check(where, integration_id, "integration_id");
  });
