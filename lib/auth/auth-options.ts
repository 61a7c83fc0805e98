import "server-only";
import type { NextAuthOptions } from "next-auth";
import credentials from "next-auth/providers/credentials";
import { webDeps } from "#lib/api/web-deps";
import { endSession } from "#lib/auth/end-session";
import { findMember } from "#lib/auth/find-member";
import { safeNext } from "#lib/auth/safe-next";
import { cookieFor, sessionCookie } from "#lib/auth/session-cookie";
import { sessionSecret } from "#lib/auth/session-secret";
import { type Session, sessionClaims, sessionSeconds } from "#lib/auth/session-token";
import { signInInput } from "#lib/auth/sign-in-input";
import { webSession, webSignIn } from "#lib/auth/web-sign-in";
import { Refusal } from "#lib/hubs/refusal";
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
          try {
            const session = await webSession(await webSignIn(input.data));
            return { id: session.userId, session };
          } catch (error) {
            if (error instanceof Refusal) throw error;
            // next-auth would show what it says to whoever asked.
            console.error("sign-in:", error);
            throw new Error("Something unexpected went wrong. Try again.");
          }
        },
      }),
    ],
    callbacks: {
      redirect: async ({ url: to }) => safeNext(to),
      jwt: async ({ token, user }) => {
        if (user && "session" in user) return { ...(user.session as Session) };
        const { db } = await webDeps();
        const session = sessionClaims.parse(token);
        // next-auth takes an error for a cookie that is good for nothing, and removes it.
        if (!(await findMember(db, session))) throw new Error("The session has ended.");
        return session;
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        const { sessionId } = token as Partial<Session>;
        if (!sessionId) return;
        // next-auth would swallow it, and the session go on without its cookie.
        await endSession((await webDeps()).db, sessionId).catch((error: unknown) =>
          console.error("sign-out:", error),
        );
      },
    },
    logger: {
      // A forged or expired cookie, or a wrong password, is nothing to fill the log with.
      error: () => {},
      warn: () => {},
      debug: () => {},
    },
  };
}
