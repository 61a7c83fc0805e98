import type { LiveBackup } from "#lib/backups/ports";

/** What the row of a backup says once it is live. */
export function livePatch({ object, manifest, exitCode }: LiveBackup) {
  return {
    state: "live",
    exitCode,
    path: object.key,
    versionId: object.versionId,
    manifestPath: manifest.key,
    manifestVersionId: manifest.versionId,
    size: object.size,
    originalSize: object.originalSize,
    compression: object.compression,
    sha256: object.sha256,
    parts: object.parts,
    errorCode: null,
    errorMessage: null,
    leftovers: null,
  } as const;
}
