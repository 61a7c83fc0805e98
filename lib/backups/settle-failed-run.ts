import { explainFailure } from "#lib/backups/failure";
import type { RunDeps } from "#lib/backups/ports";
import { removeTraces } from "#lib/backups/remove-traces";
import type { RunLog } from "#lib/backups/run-log";
import { runRef } from "#lib/backups/run-scope";
import type { ClaimedRun } from "#lib/backups/types";
import { strayWords } from "#lib/backups/what-is-left";
import type { CommandProcess, ObjectStore } from "#lib/pipeline/ports";
import { within } from "#lib/pipeline/within";

/** How long a bucket may take to be cleared; what is left after that is said in the row. */
const removeMs = 15_000;

type Held = { process?: CommandProcess; store?: ObjectStore; path?: string; log?: RunLog };

/**
 * Ends a run that did not succeed: its command is stopped, what it had written is deleted, its log
 * finished, its row made final (promises 1, 2 and 5). The row waits for the clean-up, so that a
 * reader of `cancelled` may rely on it; what cannot be reached now is said in the row, and swept.
 */
export async function settleFailedRun(
  deps: RunDeps,
  run: ClaimedRun,
  held: Held,
  error: unknown,
  result: { fedBytes?: number } = {},
): Promise<void> {
  const ref = runRef(run);
  const { code, message, exitCode } = explainFailure(error);
  if (code === "unexpected") console.error(`${run.kind} ${run.id}:`, error);
  const stray = await endCommand(deps, run, held, code);
  const stored =
    held.path && held.store && !(await isRemoved(held.store, held.path))
      ? `What was stored under ${held.path} could not be removed yet; Holdfast tries again by itself.`
      : null;
  const leftovers = [stray, stored].filter(Boolean).join(" ") || null;
  await held.log?.finish({ failed: true });
  if (code === "cancelled") await deps.record.runCancelled(ref, { ...result, leftovers });
  else await deps.record.runFailed(ref, { code, message }, { exitCode, ...result, leftovers });
}

/** What to say of a command that may still run; null when nothing of it is left. */
async function endCommand(
  deps: RunDeps,
  run: ClaimedRun,
  held: Held,
  code: string,
): Promise<string | null> {
  const { dockerId } = run.instance;
  try {
    if (held.process) await held.process.abort();
    // Docker may have started it before the connection broke.
    else if (code === "docker-unreachable")
      await deps.commands.killLeftovers({ dockerId, runId: run.id, pid: null });
    return null;
  } catch (error) {
    return strayWords(error);
  }
}

async function isRemoved(store: ObjectStore, path: string): Promise<boolean> {
  let removed = false;
  await within(
    removeMs,
    removeTraces(store, path).then(() => {
      removed = true;
    }),
  );
  return removed;
}
