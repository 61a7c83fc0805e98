import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const version = "v1";
const nonceBytes = 12;
const tagBytes = 16;

/** A sealed secret that this key does not open: the key file was changed, or the row was. */
export class SealError extends Error {
  override name = "SealError";
}

/**
 * Seals a secret with AES-256-GCM under the install's 32-byte key. The integration's id is bound in,
 * so that a sealed secret copied to another row does not open there.
 *
 * @returns `v1.<nonce, ciphertext and tag in base64url>`
 */
export function sealSecret(secret: string, key: Buffer, integrationId: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(integrationId));
  const sealed = Buffer.concat([
    nonce,
    cipher.update(secret, "utf8"),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return `${version}.${sealed.toString("base64url")}`;
}

/** The secret back. Throws SealError when key, id or text are not the ones it was sealed with. */
export function openSecret(sealed: string, key: Buffer, integrationId: string): string {
  const [kind, text = ""] = sealed.split(".");
  const bytes = Buffer.from(text, "base64url");
  if (kind !== version || bytes.length < nonceBytes + tagBytes) throw unopened();
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes))
    .setAAD(Buffer.from(integrationId))
    .setAuthTag(bytes.subarray(bytes.length - tagBytes));
  try {
    const inside = decipher.update(bytes.subarray(nonceBytes, bytes.length - tagBytes));
    return Buffer.concat([inside, decipher.final()]).toString("utf8");
  } catch {
    throw unopened();
  }
}

function unopened(): SealError {
  return new SealError(
    "The integration's secret cannot be opened with this install's secret key. Enter the secret again in the integration.",
  );
}
