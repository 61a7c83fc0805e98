import { decode, encode } from "next-auth/jwt";
import { z } from "zod";

/** Who a session is of. `epoch` must be the account's own: raising that one ends the session. */
export type Session = { userId: string; epoch: number };

/** 30 days without a visit sign a browser out. */
export const sessionSeconds = 30 * 24 * 60 * 60;
const renewAfterSeconds = 24 * 60 * 60;

const claims = z.object({ userId: z.uuid(), epoch: z.int().nonnegative(), iat: z.int() });

/** The session as an encrypted token (next-auth's JWE) that lasts `sessionSeconds` from now. */
export function sealSession({ userId, epoch }: Session, secret: string): Promise<string> {
  return encode({ token: { userId, epoch }, secret, maxAge: sessionSeconds });
}

/**
 * The session inside a token, or null for one that is forged, expired or not ours. `renew` is true
 * for a token a day old or more, which is to be replaced. The account itself is not looked up.
 */
export async function openSession(
  token: string | undefined,
  secret: string,
): Promise<(Session & { renew: boolean }) | null> {
  if (!token) return null;
  const payload = await decode({ token, secret }).catch(() => null);
  const read = claims.safeParse(payload);
  if (!read.success) return null;
  const { userId, epoch, iat } = read.data;
  return { userId, epoch, renew: Date.now() / 1000 - iat >= renewAfterSeconds };
}
