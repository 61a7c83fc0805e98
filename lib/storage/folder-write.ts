import { type FileHandle, mkdir, open, rename, stat } from "node:fs/promises";
import path from "node:path";
import { StoreError } from "#lib/pipeline/store-error";
import { isAbsent } from "#lib/storage/folder-error";

/** Fails with `bucket-missing` when the store's root is not there: it is never made, since an unmounted disk looks like that. */
export async function requireRoot(root: string): Promise<void> {
  const found = await stat(root).catch(() => null);
  if (found?.isDirectory()) return;
  throw new StoreError(
    "bucket-missing",
    found
      ? "The path is not a folder."
      : "The folder is not there. Make it, or mount the disk that it lies on.",
    { detail: root },
  );
}

/**
 * Makes the folder of an upload. Not with `recursive`, which never returns on a file system that
 * answers ENOENT although the parent is there (as /proc does).
 */
export async function makeUploadFolder(root: string, folder: string): Promise<void> {
  await requireRoot(root);
  await mkdir(path.dirname(folder), { mode: 0o700 }).catch((error) => {
    if (String(Object(error).code) !== "EEXIST") throw error;
  });
  await mkdir(folder, { mode: 0o700 });
}

/** Writes all of the slabs at `position`, in as few calls as the system takes. */
export async function writeSlabs(
  file: FileHandle,
  slabs: readonly Uint8Array[],
  position: number,
): Promise<void> {
  let left = slabs.filter((slab) => slab.byteLength > 0);
  let at = position;
  while (left.length > 0) {
    const { bytesWritten } = await file.writev(left, at);
    if (bytesWritten === 0) throw new Error("The file took no bytes.");
    at += bytesWritten;
    let done = bytesWritten;
    while (left[0] && done >= left[0].byteLength) {
      done -= left[0].byteLength;
      left = left.slice(1);
    }
    if (left[0] && done > 0) left = [left[0].subarray(done), ...left.slice(1)];
  }
}

/**
 * Moves a finished, synced file to its place in one step and makes the move last: the folders on
 * the way are made and synced too.
 */
export async function moveIntoPlace(root: string, from: string, to: string): Promise<void> {
  const folder = path.dirname(to);
  for (let tried = 0; ; tried++) {
    await mkdir(folder, { recursive: true });
    try {
      await rename(from, to);
      break;
    } catch (error) {
      // Someone who deleted the last object of the folder may have removed it in between.
      if (!isAbsent(error) || tried === 4) throw error;
    }
  }
  for (let each = folder; each.length >= root.length; each = path.dirname(each)) {
    await syncFolder(each);
    if (each === path.dirname(each)) break;
  }
}

/** Makes changes to a folder's list of names last. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems cannot sync a folder; the rename itself has happened.
    if (!["EINVAL", "ENOTSUP", "EBADF"].includes(String(Object(error).code))) throw error;
  } finally {
    await handle.close();
  }
}
