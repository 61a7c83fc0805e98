import { ruleNames } from "#lib/backups/retention";
import type { RetentionPolicy, RetentionRule } from "#lib/backups/types";

const words: Record<Exclude<RetentionRule, "age" | "last">, [one: string, many: string]> = {
  daily: ["day", "days"],
  weekly: ["week", "weeks"],
  monthly: ["month", "months"],
  yearly: ["year", "years"],
};

/** Why no rule keeps a backup that goes, such as `older than 30d, not among the last 7`. */
export function whyItGoes(policy: RetentionPolicy): string {
  const reasons = ruleNames.flatMap((rule) => {
    const value = policy[rule] ?? null;
    if (value === null) return [];
    if (rule === "age") return [`older than ${value}`];
    if (rule === "last") return [`not among the last ${value}`];
    const [one, many] = words[rule];
    return [
      `not the newest of ${value === 1 ? `the last ${one}` : `one of the last ${value} ${many}`}`,
    ];
  });
  return reasons.join(", ");
}
