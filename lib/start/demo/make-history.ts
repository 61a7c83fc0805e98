import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decideDue } from "#lib/backups/decide-due";
import type { OpenStore } from "#lib/backups/ports";
import { instanceFolder, writeSampleFiles } from "#lib/demo/make-sample";
import { type HistoryEvent, planHistory, timeZone } from "#lib/demo/plan-history";
import { rootOf } from "#lib/demo/sample-folder";
import type { SamplePlan } from "#lib/demo/sample-plan";
import { defaultHubSettings } from "#lib/hubs/hub-settings";
import type { History, HistoryMiss, HistoryRun, Place } from "#lib/start/demo/history-run";
import { runBackupThen, runRestoreThen } from "#lib/start/demo/run-then";

export type HistoryDeps = {
  dataFolder: string;
  openStore: OpenStore;
  now: Date;
  /** Holdfast is being stopped. */
  signal: AbortSignal;
};
export type Commands = { backup: string; restore: string };

/** Scheduled backups that fail are tried again after that long. */
const retryMs = [64_000, 311_000];

/**
 * Lets the thirty days of one instance happen: its files become those of each day, and its commands
 * really run over them, into the real bucket. Only the times are those of then.
 */
export async function makeHistory(
  deps: HistoryDeps,
  plan: SamplePlan,
  { place, commands }: { place: Place; commands: Commands },
): Promise<History> {
  const runs: HistoryRun[] = [];
  const misses: HistoryMiss[] = [];
  const slot = Number(place.instance.slot);
  const folder = instanceFolder(deps.dataFolder, plan, slot);
  const down = plan.volume && join(rootOf(folder) + plan.volume.destination, "down");

  const scheduled = async ({ at, due, trouble }: HistoryEvent & { kind: "scheduled" }) => {
    if (trouble === "missed") return misses.push(missOf(place, plan, due));
    for (let attempt = 1, created = at; ; attempt++) {
      if (down && trouble === "down-once" && attempt === 1) await writeFile(down, "");
      const trigger = attempt === 1 ? "schedule" : "retry";
      const about = { created, command: commands.backup, trigger, due, attempt } as const;
      const run = await runBackupThen(deps, place, about);
      runs.push(run);
      if (down && existsSync(down)) await rm(down);
      const wait = retryMs[attempt - 1];
      if (run.outcome?.state !== "failed" || wait === undefined) return;
      created = new Date(run.finished.getTime() + wait);
    }
  };

  for (const event of planHistory(plan, deps.now)) {
    deps.signal.throwIfAborted();
    await writeSampleFiles(folder, plan, { day: event.day, slot });
    if (event.kind === "scheduled") await scheduled(event);
    else if (event.kind === "manual") {
      const about = { created: event.at, command: commands.backup, trigger: "manual" } as const;
      const run = await runBackupThen(deps, place, { ...about, cancelled: event.cancelled });
      runs.push({ ...run, pinned: event.pin });
    } else {
      const from = runs.findLast((run) => run.outcome?.state === "live");
      if (from) runs.push(await runRestoreThen(deps, from, event.at, commands.restore));
    }
  }
  return { runs, misses };
}

/** In the words that the schedule itself has for it. */
function missOf(place: Place, plan: SamplePlan, due: Date): HistoryMiss {
  const { id, name } = place.instance;
  const noted = new Date(due.getTime() + 9 * 3600_000);
  const rows = decideDue(
    {
      cronString: plan.backup?.cron ?? "",
      timeZone,
      seen: new Date(due.getTime() - 1000),
      catchUpSeconds: defaultHubSettings.catch_up_seconds,
      chosenInstanceId: null,
      gone: false,
      wanted: true,
      instances: [{ id, name, state: "running", going: null }],
    },
    noted,
  );
  const outcome = rows[0]?.outcome;
  return { place, due, noted, message: outcome && "message" in outcome ? outcome.message : "" };
}
