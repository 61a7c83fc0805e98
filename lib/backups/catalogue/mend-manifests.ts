import { eachOf } from "#lib/backups/catalogue/each-of";
import { isOther } from "#lib/backups/catalogue/judge-object";
import type { CatalogueDeps } from "#lib/backups/catalogue/ports";
import { readManifest } from "#lib/backups/catalogue/read-manifest";
import type { KnownObject, StoredBackup } from "#lib/backups/catalogue/types";
import { buildManifest, encodeManifest } from "#lib/backups/manifest";
import { manifestPath } from "#lib/backups/object-path";
import { redactText } from "#lib/backups/redact";
import { secretValues } from "#lib/backups/secret-values";
import type { ObjectRef, ObjectStore } from "#lib/pipeline/ports";

const atOnce = 4;
const chunk = 200;

type Deps = Pick<CatalogueDeps, "catalogue" | "commands"> & {
  store: ObjectStore;
  signal: AbortSignal;
};

/**
 * Writes the manifests anew that the listing did not show as they were (promise 10), for backups that
 * are live. One that is a version of its own and says the same is only noted, so that it goes when the
 * backup goes.
 *
 * @returns how many were written, and of how many the row does not hold everything
 */
export async function mendManifests(
  deps: Deps,
  ids: string[],
): Promise<{ written: number; lost: number }> {
  const done = { written: 0, lost: 0 };
  for (let at = 0; at < ids.length; at += chunk) {
    deps.signal.throwIfAborted();
    const rows = await deps.catalogue.known(ids.slice(at, at + chunk));
    await eachOf(rows, atOnce, async (backup) => {
      const outcome = await mendOne(deps, backup);
      if (outcome) done[outcome]++;
    });
  }
  return done;
}

async function mendOne(deps: Deps, backup: KnownObject): Promise<"written" | "lost" | null> {
  if (backup.state !== "live") return null;
  const stored = await deps.catalogue.stored(backup);
  if (!stored) return "lost";
  const key = manifestPath(backup.path);
  const found = await readManifest(deps.store, key, deps.signal);
  if (found && "manifest" in found && isOf(found.manifest, stored)) {
    if (isOther(backup.manifestVersionId, found.ref.versionId)) await note(deps, backup, found.ref);
    return null;
  }
  const manifest = buildManifest(stored, stored.object, {
    command: stored.command,
    restoreCommand: await shownRestoreCommand(deps, stored),
    finished: stored.finished,
  });
  const written = await deps.store.putObject(key, encodeManifest(manifest), deps.signal);
  if (await note(deps, backup, written)) return "written";
  await removeUnclaimed(deps, stored.id, written);
  return null;
}

/** The version that the row named until now is nobody's after that: it would stay, and be paid for, unseen. */
async function note(
  { catalogue, store }: Deps,
  backup: KnownObject,
  ref: ObjectRef,
): Promise<boolean> {
  if (!(await catalogue.noteManifest(backup, ref))) return false;
  const versionId = backup.manifestVersionId;
  if (versionId !== null && isOther(versionId, ref.versionId))
    await store.deleteObject({ key: ref.key, versionId });
  return true;
}

/** The backup was deleted meanwhile, and whoever does so knows nothing of this version. */
async function removeUnclaimed({ catalogue, store }: Deps, id: string, ref: ObjectRef) {
  const state = (await catalogue.states([id])).get(id);
  if (state !== "live") await store.deleteObject(ref);
}

function isOf(
  manifest: { backup: { id: string }; object: { size: number; sha256: string } },
  { id, object }: StoredBackup,
): boolean {
  const { size, sha256 } = manifest.object;
  return manifest.backup.id === id && size === object.size && sha256 === object.sha256;
}

/** The restore command of now, less its secrets; none where the instance cannot be asked for them. */
async function shownRestoreCommand(
  { commands }: Deps,
  { restoreCommand, instance }: StoredBackup,
): Promise<string | null> {
  if (restoreCommand === null || instance.dockerId === "") return null;
  try {
    return redactText(restoreCommand, secretValues(await commands.environment(instance.dockerId)));
  } catch {
    return null;
  }
}
