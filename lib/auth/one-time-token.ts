import { createHash, randomBytes } from "node:crypto";

/** A token that nobody can guess: 32 random bytes, fit for an address. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** The SHA-256 of a token in hex: what is kept of it. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
