import { decode, encode } from "next-auth/jwt";
import { z } from "zod";

/** An account as it stood when it signed in. Raising the account's own `epoch` ends its sessions. */
export type Account = { userId: string; epoch: number };

/** What a token says: whose session it is, and which row of `sessions` must be there for it. */
export type Session = Account & { sessionId: string };

/** 30 days without a visit sign a browser out. */
export const sessionSeconds = 30 * 24 * 60 * 60;
const renewAfterSeconds = 24 * 60 * 60;

/** What a token must say to be one of ours. */
export const sessionClaims = z.object({
  sessionId: z.uuid(),
  userId: z.uuid(),
  epoch: z.int().nonnegative(),
});
const datedClaims = sessionClaims.extend({ iat: z.int() });

/** The session as an encrypted token (next-auth's JWE) that lasts `sessionSeconds` from now. */
export function sealSession(
  { sessionId, userId, epoch }: Session,
  secret: string,
): Promise<string> {
  return encode({ token: { sessionId, userId, epoch }, secret, maxAge: sessionSeconds });
}

/**
 * The session inside a token, or null for one that is forged, expired or not ours. `renew` is true
 * for a token a day old or more, which is to be replaced. Whether the session still stands is not
 * looked up.
 */
export async function openSession(
  token: string | undefined,
  secret: string,
): Promise<(Session & { renew: boolean }) | null> {
  if (!token) return null;
  const payload = await decode({ token, secret }).catch(() => null);
  const read = datedClaims.safeParse(payload);
  if (!read.success) return null;
  const { iat, ...session } = read.data;
  return { ...session, renew: Date.now() / 1000 - iat >= renewAfterSeconds };
}
