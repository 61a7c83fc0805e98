import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { ListedObject, ListedUpload } from "#lib/pipeline/ports";
import { isAbsent, toFolderError } from "#lib/storage/folder-error";
import { markFile } from "#lib/storage/folder-mark";
import { uploadsFolder } from "#lib/storage/folder-path";

/** What lies in the root and is no object. */
const ours = new Set<string>([uploadsFolder, markFile]);

/** Nobody still works on an upload without a key that is as old as this. */
const forgottenMs = 10 * 60_000;

/** The objects under a prefix, in key order. Throws `StoreError`. */
export async function* listFolderObjects(
  root: string,
  prefix: string,
  signal?: AbortSignal,
): AsyncGenerator<ListedObject> {
  yield* walk(root, "", prefix, signal);
}

/**
 * Walks one folder (`at` is "" or ends in a slash). A folder sorts as if its name ended in a slash:
 * that makes the order of the walk the order of the keys.
 */
async function* walk(
  root: string,
  at: string,
  prefix: string,
  signal?: AbortSignal,
): AsyncGenerator<ListedObject> {
  signal?.throwIfAborted();
  const entries = await readdir(path.join(root, at), { withFileTypes: true }).catch((error) => {
    if (isAbsent(error)) return [];
    throw toFolderError(error, "list folder");
  });
  const named = entries
    .filter((entry) => at !== "" || !ours.has(entry.name))
    .map((entry) => ({ entry, key: `${at}${entry.name}${entry.isDirectory() ? "/" : ""}` }))
    .filter(({ key }) => key.startsWith(prefix) || (key.endsWith("/") && prefix.startsWith(key)))
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  for (const { entry, key } of named) {
    if (entry.isDirectory()) {
      yield* walk(root, key, prefix, signal);
    } else if (entry.isFile()) {
      const found = await stat(path.join(root, key)).catch(() => null);
      if (found) yield { key, versionId: null, size: found.size, modified: found.mtime };
    }
  }
}

/** Unfinished uploads whose key begins with the prefix. Throws `StoreError`. */
export async function* listFolderUploads(
  root: string,
  prefix: string,
  signal?: AbortSignal,
): AsyncGenerator<ListedUpload> {
  const folder = path.join(root, uploadsFolder);
  const ids = await readdir(folder).catch((error) => {
    if (isAbsent(error)) return [];
    throw toFolderError(error, "list uploads");
  });
  for (const uploadId of ids) {
    signal?.throwIfAborted();
    const place = path.join(folder, uploadId);
    // Killed before the key was written, an upload has none: it belongs to every sweep. So has a
    // small object on its way (and an upload in its first moment), which only its age tells apart.
    const key = await readFile(path.join(place, "key"), "utf8").catch(() => "");
    const found = await stat(place).catch(() => null);
    const ours =
      key === "" ? Date.now() - Number(found?.mtimeMs) > forgottenMs : key.startsWith(prefix);
    if (found && ours) {
      yield { key, uploadId, started: found.mtime };
    }
  }
}
