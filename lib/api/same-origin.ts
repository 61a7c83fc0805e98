import { HttpFailure } from "#lib/api/answer";

/**
 * Refuses a change that another site's page may have sent with the user's cookie. Browsers say where
 * a request comes from in `Sec-Fetch-Site`, older ones in `Origin`; a script sends neither.
 */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  const foreign = site
    ? site !== "same-origin" && site !== "none"
    : origin !== null && URL.parse(origin)?.host !== host;
  if (foreign) {
    throw new HttpFailure(403, "403.permissions", "Not allowed", {
      detail: "This request came from another site.",
    });
  }
}
