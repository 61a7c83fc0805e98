import { setTimeout as delay } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import { RunError } from "#lib/backups/failure";
import type { RunDeps } from "#lib/backups/ports";
import { runBackup } from "#lib/backups/run-backup";
import { runRestore } from "#lib/backups/run-restore";
import type { BackupTrigger } from "#lib/backups/types";
import { createSampleCommands } from "#lib/demo/sample-commands";
import { chance } from "#lib/demo/sample-data";
import { createCollectingRecord } from "#lib/start/demo/collecting-record";
import type { HistoryRun, Place } from "#lib/start/demo/history-run";
import type { HistoryDeps } from "#lib/start/demo/make-history";

export const historyTimeoutSeconds = 3600;
/** What a run seems to have taken: the demo's own are over in a moment. */
const leastMs = 1800;
const bytesPerMs = 48;
const waitedMs = 700;
/** A run that is cancelled for the history gets that far. */
const cancelAfterMs = 400;

type About = {
  created: Date;
  command: string;
  trigger: BackupTrigger;
  due?: Date;
  attempt?: number;
  cancelled?: boolean;
};

/** Runs a backup by the real code, as if it had been asked for at `created`. */
export async function runBackupThen(
  deps: HistoryDeps,
  place: Place,
  { created, command, trigger, due, attempt = 1, cancelled = false }: About,
): Promise<HistoryRun> {
  const id = uuidv7({ msecs: created.getTime() });
  const { record, collected } = createCollectingRecord();
  const claimed = { ...place, kind: "backup", id, created, command, trigger } as const;
  const rest = { timeoutSeconds: historyTimeoutSeconds, restoreCommand: null };
  const cancel = new AbortController();
  const done = runBackup(
    runDeps(deps, record, { unpaced: !cancelled, now: finishedAfter(created, 0) }),
    { ...claimed, ...rest },
    cancel.signal,
  );
  if (cancelled) {
    await delay(cancelAfterMs);
    cancel.abort(new RunError("cancelled", "Cancelled."));
  }
  await done;
  const { outcome } = collected;
  const bytes = outcome?.state === "live" ? outcome.live.object.originalSize : 0;
  return {
    ...collected,
    ...{ kind: "backup", id, place, created, command, trigger, attempt, pinned: false },
    ...{ due: due ?? null, backupId: id },
    started: new Date(created.getTime() + waitedMs),
    finished: finishedAfter(created, bytes),
  };
}

/** Feeds a backup of the history to the instance that it was made of. */
export async function runRestoreThen(
  deps: HistoryDeps,
  from: HistoryRun,
  created: Date,
  command: string,
): Promise<HistoryRun> {
  if (from.outcome?.state !== "live") throw new Error("only a live backup can be restored");
  const id = uuidv7({ msecs: created.getTime() });
  const { place } = from;
  const { record, collected } = createCollectingRecord();
  await runRestore(
    runDeps(deps, record, { unpaced: true, now: created }),
    {
      ...{ ...place, kind: "restore", id, backupId: from.id, command },
      ...{ object: from.outcome.live.object, timeoutSeconds: historyTimeoutSeconds },
    },
    new AbortController().signal,
  );
  const { originalSize } = from.outcome.live.object;
  return {
    ...collected,
    ...{ kind: "restore", id, place, created, command, trigger: "manual", attempt: 1 },
    ...{ pinned: false, due: null, backupId: from.id },
    started: new Date(created.getTime() + waitedMs),
    finished: finishedAfter(created, originalSize),
  };
}

function finishedAfter(created: Date, bytes: number): Date {
  const ms = (leastMs + bytes / bytesPerMs) * (0.7 + 0.6 * chance(created.toISOString()));
  return new Date(created.getTime() + waitedMs + Math.round(ms));
}

function runDeps(
  { dataFolder, openStore }: HistoryDeps,
  record: RunDeps["record"],
  { unpaced, now }: { unpaced: boolean; now: Date },
): RunDeps {
  return {
    record,
    commands: createSampleCommands(dataFolder, { unpaced }),
    openStore,
    progress: () => undefined,
    now: () => now,
    step: async () => undefined,
  };
}
