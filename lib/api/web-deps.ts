import "server-only";
import { openWebDeps, type WebDeps } from "#lib/api/open-web-deps";
import { readSettings } from "#lib/start/settings";

export type { WebDeps };

// Next loads routes in bundles of their own, and again on each hot reload: one set for the process.
const kept = globalThis as typeof globalThis & { holdfastDeps?: Promise<WebDeps> };

/** What routes and pages work with: one database pool, one queue, one live feed for the process. */
export function webDeps(): Promise<WebDeps> {
  kept.holdfastDeps ??= open().catch((error: unknown) => {
    // The next request tries again: the database may just be starting.
    kept.holdfastDeps = undefined;
    throw error;
  });
  return kept.holdfastDeps;
}

async function open(): Promise<WebDeps> {
  const { databaseUrl, ...settings } = readSettings(process.env);
  if (!databaseUrl)
    throw new Error("DATABASE_URL is not set: the web server is started by `npm start`.");
  return openWebDeps(databaseUrl, settings);
}
