import type { IncomingHttpHeaders } from "node:http";

/**
 * Sets what Next takes from a proxy by what we know ourselves. A page of our public address `url` is
 * ours even when the proxy passes on another Host, as nginx does unless told otherwise: without this
 * Next refuses its forms. And Next asks itself for the page after a form: over http, whatever the
 * browser spoke to the proxy.
 */
export function settleForwarded(headers: IncomingHttpHeaders, url: string): void {
  delete headers["x-forwarded-proto"];
  if (headers.origin === url) headers["x-forwarded-host"] = new URL(url).host;
}
