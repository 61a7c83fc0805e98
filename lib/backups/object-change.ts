import type { FailureCode } from "#lib/backups/types";
import type { StoredObject } from "#lib/pipeline/ports";

/** Why an object is not what was stored, as far as a HEAD can say; null when it may be. */
export function objectChange(
  head: { size: number } | null,
  object: StoredObject,
): { code: Extract<FailureCode, "object-gone" | "object-changed">; reason: string } | null {
  if (!head) {
    return {
      code: "object-gone",
      reason: "Its object is gone from the bucket: it was removed outside Holdfast.",
    };
  }
  if (head.size === object.size) return null;
  return {
    code: "object-changed",
    reason: `Its object holds ${head.size} bytes in the bucket where ${object.size} were stored: it was changed outside Holdfast.`,
  };
}
