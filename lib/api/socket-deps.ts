import { type LiveFeed, startLiveFeed } from "#lib/api/live-feed";
import type { ConsoleDeps } from "#lib/containers/open-console";
import type { ContainerRuntime } from "#lib/containers/runtime-ports";
import { type Database, openDatabase } from "#lib/db/client";
import { createConsoleRecord } from "#lib/db/console-record";

const limits = { idleMs: 30 * 60_000, longestMs: 8 * 3600_000 };

export type SocketDeps = {
  db: Database;
  runtime: ContainerRuntime;
  consoles: ConsoleDeps;
  /** Begun by whoever asks first, and anew when that failed. */
  live(): Promise<LiveFeed>;
};

/** What the sockets work with: they live beside Next, in the same process, with a pool of their own. */
export function openSocketDeps(databaseUrl: string, runtime: ContainerRuntime): SocketDeps {
  const { db, sql } = openDatabase(databaseUrl, { max: 4 });
  const record = createConsoleRecord(db);
  let feed: Promise<LiveFeed> | undefined;
  const live = () => {
    feed ??= startLiveFeed(sql).catch((error: unknown) => {
      feed = undefined;
      throw error;
    });
    return feed;
  };
  return { db, runtime, consoles: { runtime, record, limits, active: new Map() }, live };
}
