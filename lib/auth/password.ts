import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";

// OWASP's Password Storage Cheat Sheet: Argon2id with 19 MiB, 2 passes, 1 lane. Argon2id is the
// library's default algorithm; its const enum can't be named here.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A password to be chosen: 10 to 1024 characters, nothing else is asked of it (NIST SP 800-63B). */
export const newPassword = z
  .string()
  .refine((text) => [...text].length >= 10, "Use at least 10 characters.")
  .refine((text) => text.length <= 1024, "Use at most 1024 characters.");

/** The Argon2id hash of a password, as a PHC string with its own salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), cost);
}

let nobody: Promise<string> | undefined;

/**
 * Whether the password is the one behind `passwordHash`. With null, for an account that does not
 * exist, it does the same work against a random hash and answers false, so that the time taken does
 * not tell which accounts exist.
 */
export async function verifyPassword(
  password: string,
  passwordHash: string | null,
): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(32).toString("base64"));
  const stored = passwordHash ?? (await nobody);
  const right = await verify(stored, normal(password.slice(0, 1024)));
  return right && passwordHash !== null && password.length <= 1024;
}

/** The same letters typed on another keyboard may arrive as other code points (NIST SP 800-63B). */
function normal(password: string): string {
  return password.normalize("NFKC");
}
