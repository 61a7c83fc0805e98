import { startDeadline } from "#lib/backups/deadline";
import { RunError } from "#lib/backups/failure";
import { objectChange } from "#lib/backups/object-change";
import type { RunDeps } from "#lib/backups/ports";
import { createRunLog, type RunLog } from "#lib/backups/run-log";
import {
  commandWords,
  progressMeter,
  requireSuccess,
  runRef,
  startCommand,
} from "#lib/backups/run-scope";
import { commandSecrets, secretValues } from "#lib/backups/secret-values";
import { settleFailedRun } from "#lib/backups/settle-failed-run";
import type { ClaimedRestore } from "#lib/backups/types";
import { untilAborted } from "#lib/backups/until-aborted";
import { loadStream } from "#lib/pipeline/load-stream";
import type { CommandProcess, ObjectStore } from "#lib/pipeline/ports";

type Held = {
  process?: CommandProcess;
  store?: ObjectStore;
  log?: RunLog;
  fedBytes: number;
};

/**
 * Feeds a backup to the restore command in its instance and records how it ended. Only checked bytes
 * enter stdin, and the command is not even started before the first part has been checked (promise
 * 4). A failure kills the command rather than ending its stdin: an early EOF could make it commit
 * half a restore. Throws only when the record itself cannot be written.
 *
 * @param cancel aborted with a RunError as its reason
 */
export async function runRestore(
  deps: RunDeps,
  run: ClaimedRestore,
  cancel: AbortSignal,
): Promise<void> {
  const held: Held = { fedBytes: 0 };
  const deadline = startDeadline(run, cancel);
  try {
    await feed(deps, run, deadline.signal, held);
  } catch (error) {
    const reason = deadline.signal.aborted ? deadline.signal.reason : error;
    await settleFailedRun(deps, run, held, reason, { fedBytes: held.fedBytes });
    return;
  } finally {
    deadline.clear();
    held.store?.close();
  }
  await held.log?.finish({ failed: false });
  await deps.record.restoreCompleted(runRef(run), { fedBytes: held.fedBytes });
  await deps.step(runRef(run), "recorded");
}

async function feed(
  deps: RunDeps,
  run: ClaimedRestore,
  signal: AbortSignal,
  held: Held,
): Promise<void> {
  const ref = runRef(run);
  const { dockerId } = run.instance;
  await deps.step(ref, "claimed");
  const argv = commandWords(run.command);
  const { store } = await deps.openStore(run.integrationId);
  held.store = store;
  await requireObject(deps, run, store, signal);
  const secrets = secretValues(await deps.commands.environment(dockerId));
  const hidden = [...secrets, ...commandSecrets(run.command)];
  const log = createRunLog(deps.record, ref, hidden);
  held.log = log;

  const meter = progressMeter(deps.progress, ref);
  const openSink = async () => {
    const process = await startCommand(deps, run, {
      argv,
      stdin: true,
      secrets: hidden,
      onStderr: log.stderr,
    });
    held.process = process;
    // Nobody wants what a restore command prints, but unread it would stall the command.
    process.stdout.on("data", log.stdout);
    await deps.step(ref, "feeding");
    if (!process.stdin) throw new Error("a restore command was started without stdin");
    return process.stdin;
  };
  await loadStream({
    store,
    object: run.object,
    openSink,
    signal,
    onProgress: (progress) => {
      held.fedBytes = progress.originalBytes;
      meter(progress);
    },
  });
  await deps.step(ref, "fed");
  if (held.process)
    await requireSuccess(
      deps.commands,
      dockerId,
      await untilAborted(held.process.completion, signal),
    );
  await deps.step(ref, "ended");
}

/** The object must still be what the record says, before anything in the instance is touched. */
async function requireObject(
  deps: RunDeps,
  run: ClaimedRestore,
  store: ObjectStore,
  signal: AbortSignal,
): Promise<void> {
  const change = objectChange(await store.headObject(run.object, signal), run.object);
  if (!change) return;
  await deps.record.backupMissing(run.backupId, { code: change.code, message: change.reason });
  const words =
    change.code === "object-gone"
      ? "The backup's object is gone from the bucket; nothing was fed. Choose another backup."
      : `${change.reason} Nothing was fed. Choose another backup.`;
  throw new RunError(change.code, words);
}
