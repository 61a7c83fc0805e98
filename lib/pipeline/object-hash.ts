import { createHash } from "node:crypto";
import type { StoredPart } from "#lib/pipeline/ports";

/**
 * An object's own hash: the SHA-256, lower-case hex, of its parts' SHA-256 digests (32 raw bytes
 * each) put one after another in order. Each byte is hashed once, and the hash can be made again
 * from the record or from the manifest.
 */
export function objectSha256(parts: readonly StoredPart[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part.sha256, "hex");
  return hash.digest("hex");
}
