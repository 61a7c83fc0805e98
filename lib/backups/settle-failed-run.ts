import { explainFailure } from "#lib/backups/failure";
import type { RunDeps } from "#lib/backups/ports";
import type { RunLog } from "#lib/backups/run-log";
import { runRef } from "#lib/backups/run-scope";
import type { ClaimedRun } from "#lib/backups/types";
import type { CommandProcess, ObjectRef, ObjectStore } from "#lib/pipeline/ports";

/**
 * Ends a run that did not succeed: its command is stopped, what it had written is deleted, its log
 * finished, its row made final (promises 1, 2 and 5). The row waits for the clean-up, so that a
 * reader of `cancelled` may rely on it.
 */
export async function settleFailedRun(
  deps: RunDeps,
  run: ClaimedRun,
  held: { process?: CommandProcess; store?: ObjectStore; written: ObjectRef[]; log?: RunLog },
  error: unknown,
  result: { fedBytes?: number } = {},
): Promise<void> {
  const ref = runRef(run);
  const explained = explainFailure(error);
  if (explained.code === "unexpected") console.error(`${run.kind} ${run.id}:`, error);
  const left: string[] = [];
  await held.process?.abort().catch((cause: unknown) => {
    left.push(cause instanceof Error ? cause.message : "The command could not be stopped.");
  });
  for (const object of held.written) {
    await held.store?.deleteObject(object).catch(() => {
      left.push(
        `The unfinished object ${object.key} could not be deleted. Delete this backup to try again.`,
      );
    });
  }
  await held.log?.finish({ failed: true });
  const leftovers = left.join(" ") || undefined;
  if (explained.code === "cancelled") {
    await deps.record.runCancelled(ref, { ...result, leftovers });
    return;
  }
  const message = leftovers ? `${explained.message} ${leftovers}` : explained.message;
  await deps.record.runFailed(
    ref,
    { code: explained.code, message },
    { exitCode: explained.exitCode, ...result, leftovers },
  );
}
