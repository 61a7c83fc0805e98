import { type LiveFeed, startLiveFeed } from "#lib/api/live-feed";
import { openRuntime } from "#lib/api/open-runtime";
import type { MarkRecord } from "#lib/backups/mark-ports";
import type { OpenStore } from "#lib/backups/ports";
import type { RequestRecord } from "#lib/backups/request-ports";
import type { DeletionRequestRecord } from "#lib/containers/deletion-ports";
import { keepVolumeSizes } from "#lib/containers/keep-volume-sizes";
import type { ContainerRuntime } from "#lib/containers/runtime-ports";
import { type Database, openDatabase } from "#lib/db/client";
import { findIntegration } from "#lib/db/find-integration";
import { createMarkRecord } from "#lib/db/mark-record";
import { createDeletionRequestRecord } from "#lib/db/request-deletion-record";
import { createRequestRecord } from "#lib/db/request-record";
import { startWorkQueue, type WorkQueue } from "#lib/jobs/work-queue";
import { loadSecretKey } from "#lib/start/secret-key";
import { storeOpener } from "#lib/storage/store-opener";

export type WebDeps = {
  db: Database;
  secretKey: Buffer;
  openStore: OpenStore;
  queue: WorkQueue;
  requests: RequestRecord;
  marks: MarkRecord;
  deletionRequests: DeletionRequestRecord;
  live: LiveFeed;
  runtime: ContainerRuntime;
  volumeSizes: ReturnType<typeof keepVolumeSizes>;
  dataFolder: string;
};

/**
 * Opens what the web process works with: a pool, a queue and a live feed on one database. Where one of
 * them cannot be had, those that were opened before it are closed again. Throws why.
 */
export async function openWebDeps(
  databaseUrl: string,
  { dataFolder, demo }: { dataFolder: string; demo: boolean },
): Promise<WebDeps> {
  const secretKey = await loadSecretKey(dataFolder);
  const { db, sql, close } = openDatabase(databaseUrl, { max: 10 });
  const undo = [close];
  try {
    const queue = await startWorkQueue(databaseUrl, "web");
    undo.push(queue.stop);
    const live = await startLiveFeed(sql);
    const openStore = storeOpener((id) => findIntegration(db, id), secretKey);
    const requests = createRequestRecord(db, queue.enqueue);
    const deletionRequests = createDeletionRequestRecord(db, queue.enqueue);
    const runtime = openRuntime({ demo, dataFolder });
    const volumeSizes = keepVolumeSizes(runtime.volumeSizes);
    const marks = createMarkRecord(db, queue.enqueue);
    return {
      db,
      secretKey,
      openStore,
      queue,
      requests,
      deletionRequests,
      marks,
      live,
      runtime,
      volumeSizes,
      dataFolder,
    };
  } catch (error) {
    await Promise.allSettled(undo.map((step) => step()));
    throw error;
  }
}
