import "server-only";
import { cookies, headers } from "next/headers";
import type { z } from "zod";
import { webDeps } from "#lib/api/web-deps";
import { type acceptInput, acceptInvite } from "#lib/auth/accept-invite";
import { beginSession } from "#lib/auth/begin-session";
import { clientAddress } from "#lib/auth/client-address";
import { currentMember } from "#lib/auth/current-member";
import { sessionCookie } from "#lib/auth/session-cookie";
import { sessionSecret } from "#lib/auth/session-secret";
import { type Account, type Session, sealSession } from "#lib/auth/session-token";
import { signIn } from "#lib/auth/sign-in";
import { createSignInLimit, type SignInLimit } from "#lib/auth/sign-in-limit";
import { readSettings } from "#lib/start/settings";

// Next loads actions and routes in bundles of their own: they share one count.
const kept = globalThis as typeof globalThis & { holdfastSignInLimit?: SignInLimit };

/** The account of an email and password sent with this request. Throws Refusal. */
export async function webSignIn(input: { email: string; password: string }): Promise<Account> {
  const address = clientAddress(await headers(), process.env);
  const { db } = await webDeps();
  return signIn({ db, limit: webLimit() }, { ...input, address });
}

/** The account of who accepts an invite with this request. Throws Refusal or ZodError. */
export async function webAcceptInvite(input: z.output<typeof acceptInput>): Promise<Account> {
  const { db } = await webDeps();
  const address = clientAddress(await headers(), process.env);
  const signedInAs = (await currentMember())?.userId ?? null;
  return acceptInvite({ db, limit: webLimit() }, { ...input, address, signedInAs });
}

/** Counts the tries to guess a password, or a link, in this process. */
export function webLimit(): SignInLimit {
  kept.holdfastSignInLimit ??= createSignInLimit();
  return kept.holdfastSignInLimit;
}

/** A new session of the account, for the browser or script that makes this request. */
export async function webSession(account: Account): Promise<Session> {
  const { db } = await webDeps();
  return beginSession(db, account, (await headers()).get("user-agent"));
}

/** Signs this browser in, in an action or a route handler. */
export async function startSession(account: Account): Promise<void> {
  const { name, options } = sessionCookie(readSettings(process.env).url);
  const token = await sealSession(await webSession(account), await sessionSecret());
  (await cookies()).set(name, token, options);
}
