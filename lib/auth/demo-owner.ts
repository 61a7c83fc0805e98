import { hkdfSync } from "node:crypto";

/** Who owns a demo. */
export const demoEmail = "demo@example.com";

/**
 * The demo owner's password, 16 letters and digits that the demo's own key decides. Whoever signs in runs
 * commands as the user that started it, and this machine may have other users.
 */
export function demoPassword(secretKey: Buffer): string {
  return Buffer.from(hkdfSync("sha256", secretKey, "", "holdfast demo owner v1", 8)).toString(
    "hex",
  );
}
