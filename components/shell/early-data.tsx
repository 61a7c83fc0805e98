import { headers } from "next/headers";
import { preload } from "react-dom";

/**
 * Has a browser that loads a whole page ask for its data at once, and not only when the page's scripts
 * are there. Where one is led from page to page the data may be there already.
 *
 * @param path of the API, as the page's own query asks for it
 */
export async function EarlyData({ path }: { path: string }) {
  if ((await headers()).get("sec-fetch-dest") === "document")
    preload(`/api/v1${path}`, { as: "fetch", crossOrigin: "anonymous" });
  return null;
}
