import { expect, it } from "vitest";
import { isFromAnotherSite } from "#lib/auth/from-another-site";

const host = "backups.example.com";

it.each([
  [{}, false],
  [{ origin: "https://backups.example.com" }, false],
  [{ origin: "https://evil.example" }, true],
  [{ origin: "https://backups.example.com.evil.example" }, true],
  [{ origin: "null" }, true],
  [{ origin: "" }, true],
  [{ "sec-fetch-site": "same-origin", origin: "https://backups.example.com" }, false],
  [{ "sec-fetch-site": "none" }, false],
  [{ "sec-fetch-site": "same-site", origin: "https://backups.example.com" }, true],
  [{ "sec-fetch-site": "cross-site" }, true],
  // The name that people use, where a proxy passes on one of its own.
  [{ origin: "https://public.example.com", "x-forwarded-host": "public.example.com" }, false],
  [{ origin: "https://backups.example.com", "x-forwarded-host": "public.example.com" }, true],
])("%o comes from another site: %s", (headers, foreign) => {
  expect(isFromAnotherSite(new Headers({ host, ...headers }))).toBe(foreign);
});
