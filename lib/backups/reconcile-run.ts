import { explainFailure } from "#lib/backups/failure";
import { decodeManifest, type Manifest } from "#lib/backups/manifest";
import { manifestPath } from "#lib/backups/object-path";
import type { RunDeps } from "#lib/backups/ports";
import type { OrphanedRun } from "#lib/backups/types";
import type { ObjectRef, ObjectStore } from "#lib/pipeline/ports";

/**
 * Makes a run true again whose worker is gone (promise 6): its command is ended, and then either its
 * finished object with manifest is recognised as live, or everything of it is removed and the row
 * failed. Throws when Docker or the bucket cannot be reached: the caller tries again later, and the
 * row keeps its state until then.
 *
 * @param options.giveUp fail the row even though the bucket cannot be asked: nothing may seem to run for ever
 */
export async function reconcileRun(
  deps: RunDeps,
  run: OrphanedRun,
  options: { giveUp: boolean } = { giveUp: false },
): Promise<void> {
  if (run.dockerId) {
    await deps.commands.killLeftovers({ dockerId: run.dockerId, runId: run.id, pid: run.execPid });
  }
  if (run.kind === "restore") {
    await deps.record.runFailed(
      run,
      {
        code: "worker-stopped",
        message:
          "Holdfast was stopped while this restore ran, so the instance may hold part of the data. Restore again.",
      },
      { exitCode: null },
    );
    return;
  }
  try {
    if (run.path && (await settleObject(deps, run, run.path))) return;
  } catch (error) {
    if (!options.giveUp) throw error;
    const leftovers = `What it had stored could not be looked at: ${explainFailure(error).message} Delete this backup to remove it.`;
    await deps.record.runFailed(
      run,
      {
        code: "worker-stopped",
        message: `Holdfast was stopped while this backup ran. ${leftovers}`,
      },
      { exitCode: null, leftovers },
    );
    return;
  }
  await deps.record.runFailed(
    run,
    {
      code: "worker-stopped",
      message: "Holdfast was stopped while this backup ran; nothing was kept. Back up again.",
    },
    { exitCode: null },
  );
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
    await removeTraces(store, run, [
      head && { ...object, versionId: head.versionId },
      manifestHead && { ...beside, versionId: manifestHead.versionId },
    ]);
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

async function removeTraces(
  store: ObjectStore,
  run: OrphanedRun,
  objects: (ObjectRef | null)[],
): Promise<void> {
  if (run.path)
    for await (const upload of store.listUploads(run.path)) await store.abortUpload(upload);
  for (const object of objects) if (object) await store.deleteObject(object);
}
