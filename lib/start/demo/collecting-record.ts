import type { LiveBackup, LogText, RunRecord } from "#lib/backups/ports";
import type { RunFailure } from "#lib/backups/types";

/** How a run of the history came out. */
export type Outcome =
  | { state: "live"; live: LiveBackup }
  | { state: "completed"; fedBytes: number }
  | { state: "failed"; failure: RunFailure; exitCode: number | null; fedBytes: number }
  | { state: "cancelled" };

export type Collected = { outcome: Outcome | null; log: LogText | null; shown: string };

/** A record that only remembers what the one run that it is for tells it. */
export function createCollectingRecord(): { record: RunRecord; collected: Collected } {
  const collected: Collected = { outcome: null, log: null, shown: "" };
  const end = async (outcome: Outcome) => {
    collected.outcome = outcome;
    return true;
  };
  const record: RunRecord = {
    claimNext: async () => null,
    noteCommand: async (_run, { shown }) => {
      if (shown !== undefined) collected.shown = shown;
    },
    notePath: async () => undefined,
    backupLive: (_run, live) => end({ state: "live", live }),
    restoreCompleted: (_run, { fedBytes }) => end({ state: "completed", fedBytes }),
    runFailed: (_run, failure, { exitCode, fedBytes = 0 }) =>
      end({ state: "failed", failure, exitCode, fedBytes }),
    runCancelled: () => end({ state: "cancelled" }),
    backupMissing: async () => false,
    cancelRequests: async () => [],
    orphans: async () => [],
    writeLog: async (_run, log) => {
      collected.log = log;
    },
  };
  return { record, collected };
}
