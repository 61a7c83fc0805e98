import { sql } from "drizzle-orm";
import { fromDrizzle, PgBoss } from "pg-boss";
import type { Enqueue } from "#lib/db/enqueue";

/** The queue that wakes the worker of one Docker host. */
function queueName(hostId: string): string {
  return `host-${hostId}`;
}

/** The queue of the host's schedules: a job each minute. */
function minuteName(hostId: string): string {
  return `schedules-${hostId}`;
}

export type WorkQueue = {
  enqueue: Enqueue;
  ensure(hostId: string): Promise<void>;
  onWake(hostId: string, wake: () => void): Promise<void>;
  /** Has `tick` called each minute for the host, by whichever worker serves it then. */
  eachMinute(hostId: string, tick: () => void): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts pg-boss on the database. The web process only sends; the worker also maintains the queues.
 * Throws what pg-boss throws when the database cannot be reached.
 */
export async function startWorkQueue(
  databaseUrl: string,
  role: "web" | "worker",
): Promise<WorkQueue> {
  const worker = role === "worker";
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: `holdfast-${role}-queue`,
    max: worker ? 4 : 2,
    supervise: worker,
    schedule: worker,
    cronMonitorIntervalSeconds: 15,
    cronWorkerIntervalSeconds: 2,
    useListenNotify: worker,
    instanceName: role,
  });
  boss.on("error", (error) => console.error("queue:", error.message));
  await boss.start().catch(async (error: unknown) => {
    // What it has opened so far would stay open.
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw error;
  });
  const ensured = new Set<string>();

  async function ensure(hostId: string): Promise<void> {
    if (ensured.has(hostId)) return;
    await boss.createQueue(queueName(hostId), { retryLimit: 3, expireInSeconds: 60, notify: true });
    ensured.add(hostId);
  }

  return {
    ensure,
    async enqueue(tx, { id, hostId, action, startAfter }) {
      await ensure(hostId);
      // The row is the truth: the job only wakes a worker to look at it.
      const options = { id, db: fromDrizzle(tx, sql), ...(startAfter && { startAfter }) };
      await boss.send(queueName(hostId), { action }, options);
    },
    async onWake(hostId, wake) {
      await ensure(hostId);
      await boss.work(queueName(hostId), { pollingIntervalSeconds: 2 }, async () => wake());
    },
    async eachMinute(hostId, tick) {
      const name = minuteName(hostId);
      // Minutes of a worker that was down are one look, not many.
      const options = { policy: "short", retryLimit: 0, expireInSeconds: 60 } as const;
      await boss.createQueue(name, { ...options, deleteAfterSeconds: 3600 });
      await boss.schedule(name, "* * * * *");
      await boss.work(name, { pollingIntervalSeconds: 2 }, async () => tick());
    },
    stop: () => boss.stop({ graceful: true, timeout: 3000 }),
  };
}
