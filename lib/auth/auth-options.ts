import "server-only";
import type { NextAuthOptions } from "next-auth";
import credentials from "next-auth/providers/credentials";
import { safeNext } from "#lib/auth/safe-next";
import { cookieFor, sessionCookie } from "#lib/auth/session-cookie";
import { sessionSecret } from "#lib/auth/session-secret";
import { sessionSeconds } from "#lib/auth/session-token";
import { signInInput } from "#lib/auth/sign-in-input";
import { webSignIn } from "#lib/auth/web-sign-in";
import { readSettings } from "#lib/start/settings";

/**
 * next-auth over the same accounts, cookie and limits as the sign-in page: for scripts that sign in
 * by `/api/auth`, and for signing out. Redirects stay on the origin the browser is on, whatever its
 * name, and never follow the Host header.
 */
export async function authOptions(): Promise<NextAuthOptions> {
  const { url } = readSettings(process.env);
  process.env.NEXTAUTH_URL ??= url;
  return {
    secret: await sessionSecret(),
    session: { strategy: "jwt", maxAge: sessionSeconds },
    useSecureCookies: url.startsWith("https:"),
    cookies: {
      sessionToken: sessionCookie(url),
      callbackUrl: cookieFor(url, "callback-url"),
      csrfToken: cookieFor(url, "csrf-token"),
    },
    pages: { signIn: "/login", signOut: "/login", error: "/login" },
    providers: [
      credentials({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (sent) => {
          const input = signInInput.safeParse(sent);
          if (!input.success) return null;
          const { userId, epoch } = await webSignIn(input.data);
          return { id: userId, epoch };
        },
      }),
    ],
    callbacks: {
      redirect: async ({ url: to }) => safeNext(to),
      jwt: ({ token, user }) =>
        user && "epoch" in user ? { userId: user.id, epoch: user.epoch } : token,
      session: ({ session }) => ({ expires: session.expires }),
    },
    logger: {
      // A forged or expired cookie, or a wrong password, is nothing to fill the log with.
      error: () => {},
      warn: () => {},
      debug: () => {},
    },
  };
}
