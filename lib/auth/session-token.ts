import { decode, encode } from "next-auth/jwt";
import { z } from "zod";

/** What a token says: whose session it is, and which row of `sessions` must be there for it. */
export type Session = {
  sessionId: string;
  userId: string;
  /** As it stood when the session began: raising the account's own ends its sessions. */
  epoch: number;
};

/** An account as it stood when its password, or the link that stands for one, was looked at. */
export type Account = Omit<Session, "sessionId"> & { passwordHash: string };

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

export type OpenedToken =
  | { state: "good"; session: Session; renew: boolean }
  /** It was ours; its time is over. */
  | { state: "expired" }
  /** There is none, or it is forged, or not ours. */
  | { state: "none" };

/**
 * What a token holds. `renew` is true for one that is a day old or more, which is to be replaced.
 * Whether the session still stands is not looked up.
 */
export async function openSession(token: string | undefined, secret: string): Promise<OpenedToken> {
  if (!token) return { state: "none" };
  try {
    const { iat, ...session } = datedClaims.parse(await decode({ token, secret }));
    const renew = Date.now() / 1000 - iat >= renewAfterSeconds;
    return { state: "good", session, renew };
  } catch (error) {
    return { state: isExpiry(error) ? "expired" : "none" };
  }
}

// jose throws it only after the token was decrypted, so that nobody can forge an expired one. It is
// next-auth's own copy of jose, whose classes cannot be named here.
function isExpiry(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_JWT_EXPIRED";
}
