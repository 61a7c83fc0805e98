import { explainFailure } from "#lib/backups/failure";
import type { RunDeps } from "#lib/backups/ports";
import { removeTraces } from "#lib/backups/remove-traces";
import type { RunLog } from "#lib/backups/run-log";
import { runRef } from "#lib/backups/run-scope";
import type { ClaimedRun } from "#lib/backups/types";
import type { CommandProcess, ObjectStore } from "#lib/pipeline/ports";
import { within } from "#lib/pipeline/within";

/** How long a bucket may take to be cleared; what is left after that is said in the row. */
const removeMs = 15_000;

/**
 * Ends a run that did not succeed: its command is stopped, what it had written is deleted, its log
 * finished, its row made final (promises 1, 2 and 5). The row waits for the clean-up, so that a
 * reader of `cancelled` may rely on it.
 */
export async function settleFailedRun(
  deps: RunDeps,
  run: ClaimedRun,
  held: { process?: CommandProcess; store?: ObjectStore; path?: string; log?: RunLog },
  error: unknown,
  result: { fedBytes?: number } = {},
): Promise<void> {
  const ref = runRef(run);
  const explained = explainFailure(error);
  if (explained.code === "unexpected") console.error(`${run.kind} ${run.id}:`, error);
  let stray = "";
  await held.process?.abort().catch((cause: unknown) => {
    stray = ` ${cause instanceof Error ? cause.message : "The command could not be stopped."}`;
  });
  const leftovers =
    held.path && held.store && !(await isRemoved(held.store, held.path))
      ? `What was stored under ${held.path} could not be removed yet; Holdfast tries again by itself.`
      : null;
  await held.log?.finish({ failed: true });
  if (explained.code === "cancelled" && stray === "") {
    await deps.record.runCancelled(ref, { ...result, leftovers });
    return;
  }
  await deps.record.runFailed(
    ref,
    { code: explained.code, message: `${explained.message}${stray}` },
    { exitCode: explained.exitCode, ...result, leftovers },
  );
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
