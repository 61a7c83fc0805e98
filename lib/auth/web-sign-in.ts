import "server-only";
import { cookies, headers } from "next/headers";
import { webDeps } from "#lib/api/web-deps";
import { clientAddress } from "#lib/auth/client-address";
import { sessionCookie } from "#lib/auth/session-cookie";
import { sessionSecret } from "#lib/auth/session-secret";
import { type Session, sealSession } from "#lib/auth/session-token";
import { signIn } from "#lib/auth/sign-in";
import { createSignInLimit, type SignInLimit } from "#lib/auth/sign-in-limit";
import { readSettings } from "#lib/start/settings";

// Next loads actions and routes in bundles of their own: they share one count.
const kept = globalThis as typeof globalThis & { holdfastSignInLimit?: SignInLimit };

/** The session for an email and password sent with this request. Throws Refusal. */
export async function webSignIn(input: { email: string; password: string }): Promise<Session> {
  kept.holdfastSignInLimit ??= createSignInLimit();
  const address = clientAddress(await headers(), process.env);
  const { db } = await webDeps();
  return signIn({ db, limit: kept.holdfastSignInLimit }, { ...input, address });
}

/** Signs this browser in, in an action or a route handler. */
export async function startSession(session: Session): Promise<void> {
  const { name, options } = sessionCookie(readSettings(process.env).url);
  (await cookies()).set(name, await sealSession(session, await sessionSecret()), options);
}
