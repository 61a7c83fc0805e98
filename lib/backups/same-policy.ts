import type { RetentionPolicy } from "#lib/backups/types";

/** Whether two policies say the same, in whatever order; a rule of null is one that is left out. */
export function samePolicy(a: RetentionPolicy, b: RetentionPolicy): boolean {
  const rules = (policy: RetentionPolicy) =>
    JSON.stringify(
      Object.entries(policy)
        .filter(([, value]) => value !== undefined && value !== null)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  return rules(a) === rules(b);
}
