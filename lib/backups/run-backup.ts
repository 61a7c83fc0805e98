import { startDeadline } from "#lib/backups/deadline";
import { RunError } from "#lib/backups/failure";
import { buildManifest, encodeManifest } from "#lib/backups/manifest";
import { manifestPath, objectPath } from "#lib/backups/object-path";
import type { LiveBackup, RunDeps } from "#lib/backups/ports";
import { redactText } from "#lib/backups/redact";
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
import type { ClaimedBackup } from "#lib/backups/types";
import { untilAborted } from "#lib/backups/until-aborted";
import type { CommandProcess, ObjectStore, StoredObject } from "#lib/pipeline/ports";
import { EmptyStreamError, saveStream } from "#lib/pipeline/save-stream";

/** What a backup holds while it runs; whatever is set has to be let go when it fails. */
type Held = { process?: CommandProcess; store?: ObjectStore; path?: string; log?: RunLog };

/**
 * Runs one claimed backup to its end and records it: `live` only by promise 1, else `failed` or
 * `cancelled` with nothing left in the bucket or the instance. Throws only when the record itself
 * cannot be written; the row then stays as it is, for reconcile.
 *
 * @param cancel aborted with a RunError as its reason
 */
export async function runBackup(
  deps: RunDeps,
  run: ClaimedBackup,
  cancel: AbortSignal,
): Promise<void> {
  const held: Held = {};
  const deadline = startDeadline(run, cancel);
  let live: LiveBackup;
  try {
    live = await save(deps, run, deadline.signal, held);
  } catch (error) {
    await settleFailedRun(
      deps,
      run,
      held,
      deadline.signal.aborted ? deadline.signal.reason : error,
    );
    return;
  } finally {
    deadline.clear();
    held.store?.close();
  }
  await held.log?.finish({ failed: false });
  await deps.record.backupLive(runRef(run), live);
  await deps.step(runRef(run), "recorded");
}

async function save(
  deps: RunDeps,
  run: ClaimedBackup,
  signal: AbortSignal,
  held: Held,
): Promise<LiveBackup> {
  const ref = runRef(run);
  const { dockerId } = run.instance;
  await deps.step(ref, "claimed");
  const argv = commandWords(run.command);
  const { store, prefix } = await deps.openStore(run.integrationId);
  held.store = store;
  const secrets = secretValues(await deps.commands.environment(dockerId));
  const hidden = [...secrets, ...commandSecrets(run.command)];
  const log = createRunLog(deps.record, ref, hidden);
  held.log = log;
  signal.throwIfAborted();

  const process = await startCommand(deps, run, {
    argv,
    stdin: false,
    secrets: hidden,
    onStderr: log.stderr,
  });
  held.process = process;
  await deps.step(ref, "started");

  const path = objectPath(prefix, { ...run.container, id: run.id, created: run.created });
  await deps.record.notePath(run.id, path);
  held.path = path;
  await deps.step(ref, "placed");
  const object = await saveOutput(deps, run, { process, store, path, signal, log });
  await deps.step(ref, "completed");
  signal.throwIfAborted();

  const manifest = buildManifest(run, object, {
    command: redactText(run.command, secrets),
    restoreCommand: run.restoreCommand && redactText(run.restoreCommand, secrets),
    finished: deps.now(),
  });
  const beside = await store.putObject(manifestPath(path), encodeManifest(manifest), signal);
  await deps.step(ref, "manifested");
  return { object, manifest: beside, exitCode: 0 };
}

async function saveOutput(
  deps: RunDeps,
  run: ClaimedBackup,
  to: {
    process: CommandProcess;
    store: ObjectStore;
    path: string;
    signal: AbortSignal;
    log: RunLog;
  },
): Promise<StoredObject> {
  const ref = runRef(run);
  try {
    return await saveStream({
      store: to.store,
      key: to.path,
      source: to.process.stdout,
      compress: true,
      signal: to.signal,
      onUploadStarted: () => deps.step(ref, "uploading"),
      onSource: to.log.stdout,
      onProgress: progressMeter(deps.progress, ref),
      verifySource: async () => {
        await requireSuccess(
          deps.commands,
          run.instance.dockerId,
          await untilAborted(to.process.completion, to.signal),
        );
        await deps.step(ref, "streamed");
      },
    });
  } catch (error) {
    if (!(error instanceof EmptyStreamError)) throw error;
    // A command that failed before it wrote anything has failed; only a success may be "empty".
    await requireSuccess(
      deps.commands,
      run.instance.dockerId,
      await untilAborted(to.process.completion, to.signal),
    );
    throw new RunError(
      "empty-output",
      "The command ended well but wrote nothing to stdout, so there is nothing to restore. A backup command has to write to stdout, not to a file.",
      0,
    );
  }
}
