import { z } from "zod";
import { durationField, keepField } from "#lib/backups/config-fields";
import type { RetentionPolicy } from "#lib/backups/types";

/** Blank, or what the API takes; said at the field as the API would. */
const keepText = z
  .string()
  .trim()
  .superRefine((text, context) => {
    if (text === "") return;
    const read = keepField.safeParse(/^-?\d+$/.test(text) ? Number(text) : Number.NaN);
    if (!read.success) {
      const message = read.error.issues[0]?.message ?? "Use a whole number.";
      context.addIssue({ code: "custom", message });
    }
  });

/** The part of a form that `RetentionFields` edits: texts, blank where a rule is left out. */
export const retentionShape = z.object({
  age: z.union([z.literal(""), durationField]),
  last: keepText,
  daily: keepText,
  weekly: keepText,
  monthly: keepText,
  yearly: keepText,
});

export type RetentionValues = { retention: z.infer<typeof retentionShape> };

export const countRules = ["last", "daily", "weekly", "monthly", "yearly"] as const;

/** What stands for a container that has no policy yet, as the server has it. */
export const usualRetention: RetentionPolicy = { age: "365d" };

export function retentionTexts(policy: RetentionPolicy): RetentionValues["retention"] {
  const text = (count: number | undefined) => (count ? String(count) : "");
  return {
    age: policy.age ?? "",
    last: text(policy.last),
    daily: text(policy.daily),
    weekly: text(policy.weekly),
    monthly: text(policy.monthly),
    yearly: text(policy.yearly),
  };
}

/** The policy of texts that are good, or null while one is not. */
export function readRetention(texts: RetentionValues["retention"]): RetentionPolicy | null {
  const read = retentionShape.safeParse(texts);
  if (!read.success) return null;
  const policy: RetentionPolicy = read.data.age === "" ? {} : { age: read.data.age };
  for (const rule of countRules) {
    const text = read.data[rule];
    if (text !== "") policy[rule] = Number(text);
  }
  return policy;
}
