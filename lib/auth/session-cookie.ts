import { sessionSeconds } from "#lib/auth/session-token";

/**
 * Name and attributes of a cookie of ours on the origin `url`. Under https it is `__Host-`: Secure, for
 * this host alone, and no other one (a subdomain, plain http) can set it.
 */
export function cookieFor(url: string, name: string) {
  const secure = url.startsWith("https:");
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return { name: `${secure ? "__Host-" : ""}holdfast.${name}`, options };
}

/** The session's cookie; `options.maxAge` is in seconds. */
export function sessionCookie(url: string) {
  const { name, options } = cookieFor(url, "session");
  return { name, options: { ...options, maxAge: sessionSeconds } };
}
