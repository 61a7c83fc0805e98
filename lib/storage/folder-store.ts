import { randomUUID } from "node:crypto";
import { open, rm, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import type { ObjectRef, ObjectStore } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";
import { isAbsent, toFolderError } from "#lib/storage/folder-error";
import { listFolderObjects, listFolderUploads } from "#lib/storage/folder-list";
import { requireMark } from "#lib/storage/folder-mark";
import { objectFile, uploadFolder, uploadsFolder } from "#lib/storage/folder-path";
import { startFolderUpload } from "#lib/storage/folder-upload";
import {
  makeUploadFolder,
  moveIntoPlace,
  requireRoot,
  syncFolder,
  writeSlabs,
} from "#lib/storage/folder-write";

/** Bytes read at once: between two pieces an abort is heeded. */
const pieceBytes = 4 * 2 ** 20;

const limits = { minPartBytes: 1, maxPartBytes: 5_000_000_000, maxParts: 10_000 };

/**
 * A folder as an `ObjectStore`: an object is a file, its key the path under `folder`. Keeps no
 * versions. Never makes `folder`, which may be a disk that is not mounted.
 *
 * @param mark what `markFolder` wrote into it; without it nothing but the folder is asked for
 */
export function createFolderStore(folder: string, mark: string | null = null): ObjectStore {
  const root = path.resolve(folder);
  const marked = () => requireMark(root, mark);
  return {
    limits,
    async startUpload(key, signal) {
      const target = objectFile(root, key);
      await marked();
      return startFolderUpload(root, key, target, signal);
    },
    async putObject(key, body, signal) {
      const target = objectFile(root, key);
      await marked();
      return putFile(root, key, target, body, signal);
    },
    async headObject(ref, signal) {
      await marked();
      return headFile(root, ref, signal);
    },
    readRange: (ref, range, signal, into) => readFileRange(root, ref, range, signal, into),
    async deleteObject(ref, signal) {
      const file = objectFile(root, ref.key);
      await marked();
      return deleteFile(root, file, signal);
    },
    async *listObjects(prefix, signal) {
      await marked();
      yield* listFolderObjects(root, prefix, signal);
    },
    async *listUploads(prefix, signal) {
      await marked();
      yield* listFolderUploads(root, prefix, signal);
    },
    async abortUpload({ uploadId }) {
      try {
        await rm(uploadFolder(root, uploadId), { recursive: true, force: true });
      } catch (error) {
        throw toFolderError(error, "abort upload");
      }
    },
    close: () => undefined,
  };
}

async function putFile(
  root: string,
  key: string,
  target: string,
  body: Uint8Array,
  signal?: AbortSignal,
): Promise<ObjectRef> {
  signal?.throwIfAborted();
  const folder = uploadFolder(root, randomUUID());
  try {
    await makeUploadFolder(root, folder);
    try {
      const temporary = path.join(folder, "data");
      const file = await open(temporary, "wx", 0o600);
      try {
        await writeSlabs(file, [body], 0);
        await file.sync();
      } finally {
        await file.close();
      }
      signal?.throwIfAborted();
      await moveIntoPlace(root, temporary, target);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return { key, versionId: null };
  } catch (error) {
    signal?.throwIfAborted();
    throw toFolderError(error, "put object");
  }
}

async function headFile(root: string, ref: ObjectRef, signal?: AbortSignal) {
  signal?.throwIfAborted();
  try {
    const found = await stat(objectFile(root, ref.key));
    return found.isFile() ? { size: found.size, versionId: null } : null;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw toFolderError(error, "head object");
  }
}

async function readFileRange(
  root: string,
  ref: ObjectRef,
  { start, length }: { start: number; length: number },
  signal: AbortSignal,
  into: Uint8Array = new Uint8Array(length),
): Promise<Uint8Array> {
  signal.throwIfAborted();
  const view = into.subarray(0, length);
  try {
    const file = await open(objectFile(root, ref.key), "r").catch(async (error) => {
      await requireRoot(root);
      throw error;
    });
    try {
      for (let filled = 0; filled < length; ) {
        signal.throwIfAborted();
        const wanted = Math.min(pieceBytes, length - filled);
        const { bytesRead } = await file.read(view, filled, wanted, start + filled);
        if (bytesRead === 0) {
          throw new StoreError("damaged", "The file is shorter than its record says.");
        }
        filled += bytesRead;
      }
    } finally {
      await file.close();
    }
    return view;
  } catch (error) {
    signal.throwIfAborted();
    throw toFolderError(error, "read object");
  }
}

async function deleteFile(root: string, file: string, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  try {
    await rm(file, { force: true });
    await removeEmptyFolders(root, path.dirname(file));
  } catch (error) {
    if (isAbsent(error)) return;
    throw toFolderError(error, "delete object");
  }
}

/** Keys have no folders of their own: one that lost its last object goes too. */
async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  let each = folder;
  while (each.length > root.length && path.basename(each) !== uploadsFolder) {
    try {
      await rmdir(each);
    } catch {
      break; // not empty, or already gone
    }
    each = path.dirname(each);
  }
  await syncFolder(each).catch(() => undefined);
}
