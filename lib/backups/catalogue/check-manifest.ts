import type { Manifest } from "#lib/backups/manifest";
import { objectSha256 } from "#lib/pipeline/object-hash";

/** RFC 3339 times of one zone sort as texts. No backup of ours is older than S3 itself. */
const firstDay = "2006";

/**
 * Why a manifest is not that of the object it lies beside, in words; null when it is. The object may
 * have been moved under another prefix or copied to another bucket, which gives it another version:
 * its bytes are checked by the parts' hashes when they are read.
 */
export function whyNotIts(
  manifest: Manifest,
  object: { path: string; size: number },
): string | null {
  const { key, size, sha256, parts } = manifest.object;
  if (fileName(key) !== fileName(object.path))
    return `The manifest beside it is another object's: ${key}.`;
  if (size !== object.size)
    return `Its manifest says ${size.toLocaleString("en")} bytes, but the object has ${object.size.toLocaleString("en")}.`;
  const inOrder = parts.every((part, index) => part.number === index + 1);
  const sum = parts.reduce((bytes, part) => bytes + part.size, 0);
  const { created, finished } = manifest.backup;
  if (created < firstDay || finished < firstDay) return "Its manifest gives no date that can be.";
  if (!inOrder || sum !== size || objectSha256(parts) !== sha256)
    return "Its manifest contradicts itself: the parts do not make up the object.";
  return null;
}

function fileName(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}
