import { type NextRequest, NextResponse } from "next/server";
import { isFromAnotherSite } from "#lib/auth/from-another-site";
import { apiPolicy, pagePolicy, securityHeaders } from "#lib/auth/security-headers";
import { sessionCookie } from "#lib/auth/session-cookie";
import { sessionSecret } from "#lib/auth/session-secret";
import { openSession, sealSession } from "#lib/auth/session-token";
import { readSettings } from "#lib/start/settings";

const openPages = new Set(["/login", "/setup", "/invite"]);

/**
 * Stands before every page and API call: sets the security headers, sends a visitor without a session
 * to sign in, and renews a session that is in use. Who may do what is decided in each page and route.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { url } = readSettings(process.env);
  const headers = securityHeaders({ https: url.startsWith("https:") });
  const { pathname, search } = request.nextUrl;
  // The API answers it by itself; Next would answer a page's form with 500 and a page of log.
  if (!pathname.startsWith("/api/v1/") && isForeignPost(request)) {
    const body = "This request came from another site.\n";
    return new NextResponse(body, {
      status: 403,
      headers: { ...headers, "content-security-policy": apiPolicy, "content-type": "text/plain" },
    });
  }
  if (pathname.startsWith("/api/"))
    return NextResponse.next({ headers: { ...headers, "content-security-policy": apiPolicy } });

  const { name, options } = sessionCookie(url);
  const secret = await sessionSecret();
  const opened = await openSession(request.cookies.get(name)?.value, secret);
  if (opened.state !== "good" && !openPages.has(pathname)) {
    const login = request.nextUrl.clone();
    login.pathname = "/login";
    login.search = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
    return NextResponse.redirect(login, { headers });
  }

  const nonce = btoa(crypto.randomUUID());
  const policy = pagePolicy(nonce, { dev: process.env.NODE_ENV === "development" });
  const passed = new Headers(request.headers);
  // Next takes the nonce for its own scripts from the policy in the request.
  passed.set("content-security-policy", policy);
  passed.set("x-nonce", nonce);
  const response = NextResponse.next({
    request: { headers: passed },
    headers: { ...headers, "content-security-policy": policy },
  });
  if (opened.state === "good" && opened.renew && request.method === "GET")
    response.cookies.set(name, await sealSession(opened.session, secret), options);
  return response;
}

const isForeignPost = ({ method, headers }: NextRequest) =>
  method !== "GET" && method !== "HEAD" && isFromAnotherSite(headers);

export const config = { matcher: ["/((?!_next/static|_next/image|logo.svg|favicon.ico).*)"] };
