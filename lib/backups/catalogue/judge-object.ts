import type { KnownObject } from "#lib/backups/catalogue/types";
import type { RunFailure } from "#lib/backups/types";

type Found = { size: number; versionId: string | null };
type Recorded = Pick<KnownObject, "size" | "versionId">;

/** Whether it is the very object of the record. A side without a version cannot tell versions apart. */
export function isSame(recorded: Recorded, found: Found): boolean {
  return found.size === recorded.size && !isOther(recorded.versionId, found.versionId);
}

/** Whether both name a version, and not the same. S3 calls the one from before versioning "null". */
export function isOther(recorded: string | null, found: string | null): boolean {
  const real = (version: string | null) => (version === "null" ? null : version);
  return real(recorded) !== null && real(found) !== null && real(recorded) !== real(found);
}

/**
 * What has become of a backup's object, in words; null when it is there as it was stored.
 *
 * @param current what stands under its key now
 * @param own whether its own version is still stored behind that
 */
export function judgeObject(
  recorded: Recorded,
  current: Found | null,
  own: boolean,
): RunFailure | null {
  if (current && isSame(recorded, current)) return null;
  const kept = own
    ? " The version that was stored is still behind it: bring it back, and the next comparison finds it."
    : "";
  if (!current)
    return {
      code: "object-gone",
      message: own
        ? "Its object was hidden in the bucket outside Holdfast, by a delete without a version. The version that was stored is still there: take the mark that hides it away, and the next comparison finds it."
        : "Its object is gone from the bucket: it was removed outside Holdfast.",
    };
  const holds = `${count(current.size)} in the bucket where ${count(recorded.size)} were stored`;
  if (isOther(recorded.versionId, current.versionId)) {
    const sizes =
      current.size === recorded.size
        ? `It has ${count(current.size)} as before`
        : `It has ${holds}`;
    return {
      code: "object-changed",
      message: `Its object was overwritten outside Holdfast by another version (${current.versionId} where ${recorded.versionId} was stored). ${sizes}.${kept}`,
    };
  }
  return {
    code: "object-changed",
    message: `Its object holds ${holds}: it was changed outside Holdfast.`,
  };
}

function count(bytes: number): string {
  return `${bytes.toLocaleString("en")} ${bytes === 1 ? "byte" : "bytes"}`;
}
