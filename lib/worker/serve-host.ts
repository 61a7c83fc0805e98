import type { RunDeps } from "#lib/backups/ports";
import type { RunStep } from "#lib/backups/run-steps";
import type { RunRef } from "#lib/backups/types";
import type { ContainerStep } from "#lib/containers/delete-container";
import { createCatalogueRecord } from "#lib/db/catalogue-record";
import { openDatabase } from "#lib/db/client";
import { createContainerDeletionRecord } from "#lib/db/container-deletion-record";
import { createDeletionRecord } from "#lib/db/deletion-record";
import { findIntegration } from "#lib/db/find-integration";
import { foldTallies } from "#lib/db/fold-tallies";
import { holdHost } from "#lib/db/host-lock";
import { findHost, noteUnreachable } from "#lib/db/host-record";
import { createLeftoverRecord } from "#lib/db/leftover-record";
import { announce, cancelChannel, sweepChannel } from "#lib/db/live-channel";
import { mendTallies } from "#lib/db/mend-tallies";
import { noteLook } from "#lib/db/note-look";
import { createRetentionRecord } from "#lib/db/retention-record";
import { createRunRecord } from "#lib/db/run-record";
import { createScheduleRecord } from "#lib/db/schedule-record";
import { createSweepRecord } from "#lib/db/sweep-record";
import { createUnknownRecord } from "#lib/db/unknown-record";
import { createVerifyRecord } from "#lib/db/verify-record";
import { startWorkQueue } from "#lib/jobs/work-queue";
import { createMemoryBudget } from "#lib/pipeline/memory-budget";
import { loadSecretKey } from "#lib/start/secret-key";
import { readSettings } from "#lib/start/settings";
import { storeOpener } from "#lib/storage/store-opener";
import { startContainerDeletionLoop } from "#lib/worker/container-deletion-loop";
import { startDeletionLoop } from "#lib/worker/deletion-loop";
import { startLeftoverLoop } from "#lib/worker/leftover-loop";
import { openHost } from "#lib/worker/open-host";
import { startRetentionLoop } from "#lib/worker/retention-loop";
import { startRunLoop } from "#lib/worker/run-loop";
import { startScheduleLoop } from "#lib/worker/schedule-loop";
import { startSweepLoop } from "#lib/worker/sweep-loop";
import { startVerifyLoop } from "#lib/worker/verify-loop";

const lookAnywayMs = 5000;
const minuteMs = 60_000;

type Step = (run: RunRef | null, name: RunStep | ContainerStep) => Promise<void>;

/**
 * Serves this machine's Docker host, or a demo's samples, as the environment says, until SIGTERM, or until the supervisor is
 * gone; then settles what runs and ends the process. Resolves when it serves.
 *
 * @param step told of each step of a run or a deletion; the product has nothing to do there, a test kills the process
 */
export async function serveHost({ step }: { step: Step }): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.databaseUrl)
    throw new Error("DATABASE_URL is not set: the worker is started by `npm start`.");
  const databaseUrl = settings.databaseUrl;
  const secretKey = await loadSecretKey(settings.dataFolder);
  const { db, sql, close } = openDatabase(databaseUrl, { max: 10 });

  const host = await findHost(db, "local");
  if (!host) throw new Error("This database has no host yet: start Holdfast with `npm start`.");
  const lock = await holdHost(databaseUrl, host.id, () => {
    console.error("worker: lost its hold on the Docker host; ending so that another can take over");
    process.exit(1);
  });

  // A start that hangs (the database may die just now) is worse than one that fails: the supervisor
  // starts the worker again.
  const startDeadline = setTimeout(() => {
    console.error("worker: not serving after 60 s; ending to be started again");
    process.exit(1);
  }, 60_000);

  if (await mendTallies(db))
    console.error("worker: the sums of the backups were wrong, and are mended");

  const { commands, removal, watch: watchHost } = await openHost(settings);
  const queue = await startWorkQueue(databaseUrl, "worker");
  const openStore = storeOpener((id) => findIntegration(db, id), secretKey);
  const record = createRunRecord(db, queue.enqueue);
  const deps: RunDeps = {
    record: {
      ...record,
      async backupLive(...ending) {
        const isLive = await record.backupLive(...ending);
        if (isLive) retention.wake();
        return isLive;
      },
    },
    commands,
    openStore,
    step,
    now: () => new Date(),
    progress: (run, { originalBytes, storedBytes, rate, seconds }) => {
      const counted = { original_bytes: originalBytes, stored_bytes: storedBytes, rate, seconds };
      const about = { id: run.id, container_id: run.containerId };
      const event =
        run.kind === "backup"
          ? ({ type: "backup.progress", ...about, ...counted } as const)
          : ({ type: "restore.progress", ...about, backup_id: run.backupId, ...counted } as const);
      // Progress is only shown: losing one is harmless.
      announce(db, run.hubId, event).catch(() => undefined);
    },
  };
  const memory = createMemoryBudget(settings.memoryBytes);
  const runs = startRunLoop(deps, { hostId: host.id, memory });
  const deletions = startDeletionLoop(
    { deletions: createDeletionRecord(db), openStore, step },
    host.id,
    () => leaving.wake(),
  );
  const leaving = startContainerDeletionLoop(
    {
      record: createContainerDeletionRecord(db),
      docker: removal,
      step: (name) => step(null, name),
    },
    host.id,
    deletions.wake,
  );
  const schedules = startScheduleLoop(
    { record: createScheduleRecord(db, queue.enqueue), now: () => new Date() },
    host.id,
  );
  let seenOnce = false;
  const wake = () => {
    runs.wake();
    deletions.wake();
    verifier.wake();
    leaving.wake();
  };

  const leftovers = startLeftoverLoop(
    { record: createLeftoverRecord(db, queue.enqueue), commands, openStore },
    host.id,
  );
  const retention = startRetentionLoop(
    { record: createRetentionRecord(db), now: () => new Date() },
    host.id,
    deletions.wake,
  );
  const sweeps = startSweepLoop(
    {
      sweeps: createSweepRecord(db),
      catalogue: createCatalogueRecord(db),
      unknown: createUnknownRecord(db),
      openStore,
      commands,
      now: () => new Date(),
    },
    host,
  );
  const verifier = startVerifyLoop(
    {
      record: createVerifyRecord(db),
      openStore,
      now: () => new Date(),
      progress: (backup, { storedBytes, rate, seconds }) => {
        announce(db, backup.hubId, {
          type: "backup.verify",
          id: backup.id,
          container_id: backup.containerId,
          checked_bytes: storedBytes,
          rate,
          seconds,
        }).catch(() => undefined);
      },
    },
    { hostId: host.id, memory, yielded: runs.wake },
  );
  // Should the minute's job ever fail to come.
  const minutes = setInterval(() => {
    if (seenOnce) schedules.wake();
    sweeps.minute();
    foldTallies(db).catch((error: unknown) => console.error("tallies:", error));
  }, minuteMs);

  await queue.onWake(host.id, wake);
  await queue.eachMinute(host.id, () => seenOnce && schedules.wake());
  await sql.listen(cancelChannel, () => void runs.checkCancels());
  await sql.listen(sweepChannel, sweeps.wake);
  // What came due while we were down is judged by what runs now, not by what ran then.
  const looked = () => {
    if (!seenOnce) schedules.wake();
    seenOnce = true;
  };
  const watch = watchHost({
    seen: async (look) => {
      const { begun, nextDue } = await noteLook(db, host, look);
      if (begun) leaving.wake();
      looked();
      return nextDue;
    },
    unreachable: async (error) => {
      await noteUnreachable(db, host, error);
      looked();
    },
  });
  // The floor under every notification that may be lost.
  const ticker = setInterval(() => {
    wake();
    sweeps.wake();
    void runs.checkCancels();
  }, lookAnywayMs);
  wake();
  sweeps.wake();
  clearTimeout(startDeadline);
  console.log(`worker: serving the Docker host "${host.identifier}"`);

  let stopping = false;
  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    clearInterval(ticker);
    clearInterval(minutes);
    leftovers.stop();
    watch.stop();
    const loops = [schedules, retention, sweeps, verifier, runs, deletions, leaving];
    await Promise.all(loops.map((loop) => loop.stop()));
    await queue.stop();
    await lock.release();
    await close();
    process.exit(0);
  }
  process.on("SIGTERM", () => void stop());
  process.on("SIGINT", () => void stop());
  // The supervisor is gone, however it went.
  process.on("disconnect", () => void stop());
}
