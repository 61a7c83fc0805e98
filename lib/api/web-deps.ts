import "server-only";
import { type LiveFeed, startLiveFeed } from "#lib/api/live-feed";
import type { OpenStore } from "#lib/backups/ports";
import type { RequestRecord } from "#lib/backups/request-ports";
import { type Database, openDatabase } from "#lib/db/client";
import { findIntegration } from "#lib/db/find-integration";
import { createRequestRecord } from "#lib/db/request-record";
import { startWorkQueue, type WorkQueue } from "#lib/jobs/work-queue";
import { loadSecretKey } from "#lib/start/secret-key";
import { readSettings } from "#lib/start/settings";
import { storeOpener } from "#lib/storage/store-opener";

export type WebDeps = {
  db: Database;
  secretKey: Buffer;
  openStore: OpenStore;
  queue: WorkQueue;
  requests: RequestRecord;
  live: LiveFeed;
  dataFolder: string;
};

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
  const { databaseUrl, dataFolder } = readSettings(process.env);
  if (!databaseUrl)
    throw new Error("DATABASE_URL is not set: the web server is started by `npm start`.");
  const secretKey = await loadSecretKey(dataFolder);
  const { db, sql } = openDatabase(databaseUrl, { max: 10 });
  const queue = await startWorkQueue(databaseUrl, "web");
  const live = await startLiveFeed(sql);
  const openStore = storeOpener((id) => findIntegration(db, id), secretKey);
  return {
    db,
    secretKey,
    openStore,
    queue,
    requests: createRequestRecord(db, queue.enqueue),
    live,
    dataFolder,
  };
}
