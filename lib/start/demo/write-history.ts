import { v7 as uuidv7 } from "uuid";
import { activity } from "#drizzle/activity";
import { backups, logs, restores } from "#drizzle/backups";
import { objectChange } from "#lib/backups/object-change";
import type { Actor } from "#lib/backups/types";
import type { Transaction } from "#lib/db/client";
import { livePatch } from "#lib/db/live-patch";
import { chance } from "#lib/demo/sample-data";
import type { History, HistoryMiss, HistoryRun, Place } from "#lib/start/demo/history-run";
import { historyTimeoutSeconds } from "#lib/start/demo/run-then";

const holdfast: Actor = { id: null, name: "Holdfast" };
/** Of the live backups so many were read back since. */
const verifiedShare = 0.4;
const verifiedAfterMs = 3 * 86_400_000;

type BackupRow = typeof backups.$inferInsert;
type ActivityRow = typeof activity.$inferInsert;

/** Writes all that happened in one go: rows, logs and the trail. */
export async function writeHistory(
  tx: Transaction,
  { runs, misses }: History,
  { owner, now }: { owner: Actor; now: Date },
): Promise<void> {
  const made = runs.filter((run) => run.kind === "backup");
  const fed = runs.filter((run) => run.kind === "restore");
  await insertAll(
    [...made.map((run) => backupRow(run, owner, now)), ...misses.map(missRow)],
    (some) => tx.insert(backups).values(some),
  );
  await insertAll(
    fed.map((run) => restoreRow(run, owner)),
    (some) => tx.insert(restores).values(some),
  );
  await insertAll(runs.flatMap(logRows), (some) => tx.insert(logs).values(some));
  await insertAll(
    runs.flatMap((run) => trailOf(run, owner)),
    (some) => tx.insert(activity).values(some),
  );
}

/** The row of a backup whose object somebody has removed from the bucket, as the next comparison found. */
export function lostPatch(run: HistoryRun, found: Date) {
  if (run.outcome?.state !== "live") throw new Error("only a live backup can be lost");
  const change = objectChange(null, run.outcome.live.object);
  return {
    row: {
      state: "missing",
      errorCode: change?.code,
      errorMessage: change?.reason,
      stateChanged: found,
      updated: found,
    } as const,
    trail: trail(run.place, holdfast, found, "container.backup.missing", {
      backupId: run.id,
      details: { reason: change?.reason ?? "" },
    }),
  };
}

async function insertAll<Row>(rows: Row[], insert: (some: Row[]) => Promise<unknown>) {
  for (let at = 0; at < rows.length; at += 200) await insert(rows.slice(at, at + 200));
}

function common(run: HistoryRun | HistoryMiss) {
  const { hubId, hostId, container, instance } = run.place;
  return {
    ...{ hubId, hostId, containerId: container.id },
    ...{ instanceId: instance.id, instanceName: instance.name },
    timeoutSeconds: historyTimeoutSeconds,
  };
}

function backupRow(run: HistoryRun, owner: Actor, now: Date): BackupRow {
  const { id, trigger, due, attempt, pinned, created, started, finished, outcome } = run;
  const verified = new Date(finished.getTime() + verifiedAfterMs);
  return {
    ...common(run),
    ...{ id, trigger, due, attempt, pinned, created, started, finished },
    integrationId: run.place.integrationId,
    command: run.shown || run.command,
    dockerId: run.place.instance.dockerId,
    creatorId: trigger === "manual" ? owner.id : null,
    stateChanged: finished,
    updated: finished,
    verified: verified < now && chance(id) < verifiedShare ? verified : null,
    ...endOf(run),
    ...(outcome?.state === "live" && livePatch(outcome.live)),
    ...(outcome?.state === "cancelled" && { cancelRequested: finished }),
  };
}

function endOf({ outcome }: HistoryRun) {
  if (outcome?.state === "failed") {
    const { failure, exitCode } = outcome;
    return {
      state: "failed",
      errorCode: failure.code,
      errorMessage: failure.message,
      exitCode,
    } as const;
  }
  return { state: outcome?.state === "cancelled" ? "cancelled" : "live" } as const;
}

function missRow({ place, due, noted, message, ...rest }: HistoryMiss): BackupRow {
  return {
    ...common({ place, due, noted, message, ...rest }),
    id: uuidv7({ msecs: noted.getTime() }),
    integrationId: place.integrationId,
    trigger: "schedule",
    command: "",
    state: "failed",
    errorCode: "schedule-missed",
    errorMessage: message,
    ...{ due, created: noted, updated: noted, finished: noted, stateChanged: noted },
  };
}

function restoreRow(run: HistoryRun, owner: Actor): typeof restores.$inferInsert {
  const { id, backupId, created, started, finished, outcome } = run;
  const ended =
    outcome?.state === "failed"
      ? ({
          state: "failed",
          errorCode: outcome.failure.code,
          errorMessage: outcome.failure.message,
          exitCode: outcome.exitCode,
          fedBytes: outcome.fedBytes,
        } as const)
      : ({
          state: "completed",
          exitCode: 0,
          fedBytes: outcome?.state === "completed" ? outcome.fedBytes : 0,
        } as const);
  return {
    ...common(run),
    ...{ id, backupId, created, started, finished, stateChanged: finished, updated: finished },
    command: run.shown || run.command,
    creatorId: owner.id,
    dockerId: run.place.instance.dockerId,
    ...ended,
  };
}

function logRows(run: HistoryRun): (typeof logs.$inferInsert)[] {
  if (!run.log) return [];
  const { source, text, totalBytes, cutBytes } = run.log;
  const { hubId, containerId, instanceId } = common(run);
  return [
    {
      ...{ id: run.id, hubId, containerId, instanceId, backupId: run.backupId },
      restoreId: run.kind === "restore" ? run.id : null,
      type: run.kind,
      ...{ source, log: text, totalBytes, cutBytes, created: run.started, updated: run.finished },
    },
  ];
}

function trailOf(run: HistoryRun, owner: Actor): ActivityRow[] {
  const { place, trigger, created, finished, backupId, attempt } = run;
  const of = { backupId };
  if (run.kind === "restore")
    return [trail(place, owner, created, "container.backup.task.restore", of)];
  const isAsked = trigger === "manual";
  const details = isAsked ? {} : { trigger, attempt };
  const asked = isAsked ? owner : holdfast;
  return [
    trail(place, asked, created, "container.backup.create", { ...of, details }),
    ...(run.pinned ? [trail(place, owner, finished, "container.backup.task.pin", of)] : []),
    ...(run.outcome?.state === "cancelled"
      ? [trail(place, owner, finished, "container.backup.cancel", of)]
      : []),
  ];
}

function trail(
  { hubId, container, instance }: Place,
  actor: Actor,
  at: Date,
  event: string,
  about: { backupId: string; details?: Record<string, unknown> },
): ActivityRow {
  return {
    id: uuidv7({ msecs: at.getTime() }),
    ...{ hubId, actorId: actor.id, actor: actor.name, event, containerId: container.id },
    ...{ subject: instance.name, created: at, details: {}, ...about },
  };
}
