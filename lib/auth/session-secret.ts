import { hkdfSync } from "node:crypto";
import { loadSecretKey } from "#lib/start/secret-key";
import { readSettings } from "#lib/start/settings";

/** What sessions are encrypted with: derived, so that the key that seals secrets signs nothing else. */
export function deriveSessionSecret(secretKey: Buffer): string {
  return Buffer.from(hkdfSync("sha256", secretKey, "", "holdfast sessions v1", 32)).toString("hex");
}

let kept: Promise<string> | undefined;

/** This install's session secret, read once per process. Throws when the secret key can't be read. */
export function sessionSecret(): Promise<string> {
  kept ??= loadSecretKey(readSettings(process.env).dataFolder)
    .then(deriveSessionSecret)
    .catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
  return kept;
}
