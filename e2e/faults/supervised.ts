import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hosts } from "#drizzle/containers";
import { assertInvariants } from "#e2e/faults/invariants";
import {
  embeddedPostgres,
  type HoldfastProcess,
  startHoldfast,
} from "#e2e/fixtures/holdfast-process";
import { databaseOf } from "#e2e/fixtures/npm-start";
import { followProgress } from "#e2e/fixtures/progress";
import { createRuns, type Target } from "#e2e/fixtures/runs";
import { bucketSettings, seedSealed } from "#e2e/fixtures/sealed-integration";
import { freePort } from "#e2e/services/free-port";
import { processes } from "#e2e/services/processes";
import { createBucket } from "#e2e/services/s3-bucket";
import { readServices } from "#e2e/services/services";
import { waitUntil } from "#e2e/services/wait-until";
import { openDatabase } from "#lib/db/client";
import { createRequestRecord } from "#lib/db/request-record";
import { startWorkQueue } from "#lib/jobs/work-queue";

export type Supervised = Awaited<ReturnType<typeof startSupervised>>;

const scripts = { web: "lib/start/web.ts", worker: "lib/worker/main.ts" };

/**
 * All that `npm start` runs, with a bucket of its own, and a way to ask it for runs.
 * @param options.endpoint where it finds the gateway, such as a proxy in front of it
 * @param options.env more variables
 */
export async function startSupervised(
  options: { endpoint?: string; env?: Record<string, string> } = {},
) {
  const services = readServices();
  const root = mkdtempSync(join(tmpdir(), "holdfast-supervised-"));
  chmodSync(root, 0o711);
  const dataFolder = join(root, "data");
  const port = await freePort();
  const bucket = await createBucket(services.s3);
  let integrationId: string | null = null;
  let holdfast: HoldfastProcess;
  let connected: Awaited<ReturnType<typeof connect>>;

  /** PostgreSQL has another port each time that the supervisor starts. */
  async function connect() {
    const url = databaseOf(dataFolder);
    const { db, sql, close } = openDatabase(url, { max: 3 });
    const [host] = await db.select().from(hosts).limit(1);
    if (!host) throw new Error("the first start made no host");
    const hub = { hubId: host.hubId, hostId: host.id };
    const { endpoint = services.s3.endpoint } = options;
    const settings = { ...bucketSettings(services, bucket), endpoint };
    const secret = services.s3.secretAccessKey;
    integrationId ??= await seedSealed(db, hub, { settings, secret, dataFolder });
    const queue = await startWorkQueue(url, "web");
    const requests = createRequestRecord(db, queue.enqueue);
    const evidence = () => holdfast.output().slice(-8000);
    const runs = createRuns({ db, hub, requests, integrationId, evidence });
    const progress = await followProgress(sql, evidence);
    const disconnect = async () => {
      await queue.stop();
      await close();
    };
    return { db, hub, runs, disconnect, enqueue: queue.enqueue, ...progress };
  }

  const healthy = () =>
    fetch(`http://127.0.0.1:${port}/api/health`).then(
      (response) => response.ok,
      () => false,
    );
  const workerPid = () => holdfast.part(scripts.worker);
  const killers = {
    web: () => process.kill(holdfast.part(scripts.web), "SIGKILL"),
    worker: () => process.kill(workerPid(), "SIGKILL"),
    database: () => process.kill(embeddedPostgres(dataFolder).pid, "SIGKILL"),
    supervisor: () => process.kill(holdfast.pid, "SIGKILL"),
  };

  const supervised = {
    bucket,
    services,
    dataFolder,
    url: `http://127.0.0.1:${port}`,
    killers,
    workerPid,
    healthy,
    db: () => connected.db,
    hub: () => connected.hub,
    runs: () => connected.runs,
    enqueue: () => connected.enqueue,
    integrationId: () => integrationId ?? "",
    output: () => holdfast.output(),
    moved: (runId: string, bytes: number) => connected.moved(runId, bytes),

    async start(): Promise<void> {
      holdfast = startHoldfast(dataFolder, port, options.env);
      await holdfast.ready();
      connected = await connect();
      await supervised.serves(0);
    },

    /** Starts it again after its supervisor was killed. */
    async startAgain(): Promise<void> {
      await connected.disconnect().catch(() => undefined);
      await holdfast.ended;
      await supervised.start();
    },

    /** How often the worker has said that it serves. */
    served: () => holdfast.output().split("worker: serving").length - 1,

    /** Waits until the worker serves once more than `before`, and the dashboard answers. */
    async serves(before: number): Promise<void> {
      await waitUntil("the worker to serve", 60, async () => supervised.served() > before).catch(
        (error: unknown) => {
          throw new Error(`${String(error)}\n${holdfast.output()}`);
        },
      );
      await waitUntil("the dashboard to answer", 30, healthy);
    },

    invariants: (targets: Target[]) =>
      assertInvariants({ db: connected.db, runs: connected.runs, bucket, targets }),

    async stop(): Promise<void> {
      await connected?.disconnect().catch(() => undefined);
      holdfast.signal("SIGTERM");
      await holdfast.ended;
      const left = processes().filter(({ line }) => line.includes(dataFolder));
      if (left.length > 0) throw new Error(`still there: ${JSON.stringify(left)}`);
      await bucket.destroy();
      rmSync(root, { recursive: true, force: true });
    },
  };
  await supervised.start();
  return supervised;
}
