const base = "http://holdfast.invalid";

/**
 * Where to go after signing in: `next` when it is a path on this origin and a page, else `/`. Browsers
 * read `//host` and `/\host` as another origin, and drop tabs and line ends from an address.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || /[\\\p{Cc}]/u.test(next)) return "/";
  const url = URL.parse(next, base);
  if (!url || url.origin !== base || url.pathname.startsWith("//")) return "/";
  if (/^\/api(\/|$)/.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}
