import { explainFailure } from "#lib/backups/failure";
import { decodeManifest, type Manifest } from "#lib/backups/manifest";
import { manifestPath } from "#lib/backups/object-path";
import type { RunDeps } from "#lib/backups/ports";
import { removeTraces } from "#lib/backups/remove-traces";
import type { OrphanedRun } from "#lib/backups/types";
import type { ObjectRef } from "#lib/pipeline/ports";

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
        message: `Holdfast was stopped while this restore ran, so the instance may hold part of the data.${stray} Restore again.`,
      },
      { exitCode: null },
    );
    return;
  }
  try {
    if (run.path && (await settleObject(deps, run, run.path))) return;
  } catch (error) {
    if (!options.giveUp) throw error;
    const leftovers = `What it had stored could not be looked at: ${explainFailure(error).message} Delete this backup to remove what it left.`;
    await deps.record.runFailed(
      run,
      {
        code: "worker-stopped",
        message: `Holdfast was stopped while this backup ran.${stray}`,
      },
      { exitCode: null, leftovers },
    );
    return;
  }
  await deps.record.runFailed(
    run,
    {
      code: "worker-stopped",
      message: `Holdfast was stopped while this backup ran; nothing was kept.${stray} Back up again.`,
    },
    { exitCode: null },
  );
}

/** What to say of a command that could not be ended; "" when nothing of it is left. */
async function endCommand(
  deps: RunDeps,
  run: OrphanedRun,
  options: { giveUp: boolean },
): Promise<string> {
  if (!run.dockerId) return "";
  try {
    await deps.commands.killLeftovers({ dockerId: run.dockerId, runId: run.id, pid: run.execPid });
    return "";
  } catch (error) {
    if (!options.giveUp) throw error;
    return " Its command could not be ended and may still run: restart the container to be sure.";
  }
}

async function settleObject(deps: RunDeps, run: OrphanedRun, path: string): Promise<boolean> {
  const { store } = await deps.openStore(run.integrationId);
  try {
    const object: ObjectRef = { key: path, versionId: null };
    const beside: ObjectRef = { key: manifestPath(path), versionId: null };
    const head = await store.headObject(object);
    const manifestHead = await store.headObject(beside);
    if (head && manifestHead) {
      const bytes = await store.readRange(
        beside,
        { start: 0, length: manifestHead.size },
        AbortSignal.timeout(60_000),
      );
      const manifest = decodeManifest(bytes);
      if (manifest && manifest.backup.id === run.id && manifest.object.size === head.size) {
        await adopt(deps, run, manifest, {
          object: head.versionId,
          manifest: manifestHead.versionId,
        });
        return true;
      }
    }
    await removeTraces(store, path);
    return false;
  } finally {
    store.close();
  }
}

/** The manifest is written last, so where it stands the backup had succeeded. */
async function adopt(
  deps: RunDeps,
  run: OrphanedRun,
  manifest: Manifest,
  versions: { object: string | null; manifest: string | null },
): Promise<void> {
  const { key, size, original_size, compression, sha256, parts } = manifest.object;
  await deps.record.backupLive(run, {
    object: {
      key,
      versionId: versions.object,
      size,
      originalSize: original_size,
      compression,
      sha256,
      parts,
    },
    manifest: { key: manifestPath(key), versionId: versions.manifest },
    exitCode: 0,
  });
}
