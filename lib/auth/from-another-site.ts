/**
 * Whether another site's page may have sent a request, with the user's cookie. Browsers say where a
 * request comes from in `Sec-Fetch-Site`, older ones in `Origin`; a script sends neither.
 */
export function isFromAnotherSite(headers: { get(name: string): string | null }): boolean {
  const site = headers.get("sec-fetch-site");
  if (site) return site !== "same-origin" && site !== "none";
  const origin = headers.get("origin");
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return origin !== null && URL.parse(origin)?.host !== host;
}
