import { explainFailure } from "#lib/backups/failure";
import { findWhole } from "#lib/backups/find-whole";
import type { RunDeps } from "#lib/backups/ports";
import { removeTraces } from "#lib/backups/remove-traces";
import type { OrphanedRun } from "#lib/backups/types";
import { strayWords } from "#lib/backups/what-is-left";

/**
 * Makes a run true again whose worker is gone (promise 6): its command is ended, and then either its
 * finished object with manifest is recognised as live, or everything of it is removed and the row
 * failed. Throws when Docker or the bucket cannot be reached: the caller tries again later, and the
 * row keeps its state until then.
 *
 * @param options.giveUp fail the row even though the command cannot be ended or the bucket not be
 *   asked: nothing may seem to run for ever
 */
export async function reconcileRun(
  deps: RunDeps,
  run: OrphanedRun,
  options: { giveUp: boolean } = { giveUp: false },
): Promise<void> {
  const stray = await endCommand(deps, run, options);
  if (run.kind === "restore") {
    await deps.record.runFailed(
      run,
      {
        code: "worker-stopped",
        message:
          "Holdfast was stopped while this restore ran, so the instance may hold part of the data. Restore again.",
      },
      { exitCode: null, leftovers: stray },
    );
    return;
  }
  const failure = {
    code: "worker-stopped" as const,
    message: "Holdfast was stopped while this backup ran; nothing was kept. Back up again.",
  };
  try {
    if (run.path && (await settleObject(deps, run, run.path))) return;
    await deps.record.runFailed(run, failure, { exitCode: null, leftovers: stray });
  } catch (error) {
    if (!options.giveUp) throw error;
    const unseen = `What it had stored could not be looked at yet; Holdfast tries again by itself. ${explainFailure(error).message}`;
    await deps.record.runFailed(
      run,
      { ...failure, message: "Holdfast was stopped while this backup ran." },
      { exitCode: null, leftovers: [stray, unseen].filter(Boolean).join(" ") },
    );
  }
}

/** What to say of a command that could not be ended; null when nothing of it is left. */
async function endCommand(
  deps: RunDeps,
  run: OrphanedRun,
  options: { giveUp: boolean },
): Promise<string | null> {
  if (!run.dockerId) return null;
  try {
    await deps.commands.killLeftovers({ dockerId: run.dockerId, runId: run.id, pid: run.execPid });
    return null;
  } catch (error) {
    if (!options.giveUp) throw error;
    return strayWords(error);
  }
}

async function settleObject(deps: RunDeps, run: OrphanedRun, path: string): Promise<boolean> {
  const { store } = await deps.openStore(run.integrationId);
  try {
    const whole = await findWhole(store, run.id, path);
    if (whole) await deps.record.backupLive(run, whole);
    else await removeTraces(store, path);
    return whole !== null;
  } finally {
    store.close();
  }
}
