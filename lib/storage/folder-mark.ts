import { randomUUID } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { StoreError } from "#lib/pipeline/store-error";
import { isAbsent, toFolderError } from "#lib/storage/folder-error";
import { requireRoot } from "#lib/storage/folder-write";

/** Lies in a folder that holds backups, with an id of its own in its first line. */
export const markFile = ".holdfast-folder";

const words =
  "Holdfast keeps backups in this folder, and knows by this file that its disk is mounted.";

/**
 * Marks a folder, so that a mount point whose disk is not there is not taken for it: deletes would
 * succeed in it, and backups go to the wrong disk. One that is marked keeps its mark.
 *
 * @returns the mark
 * @throws StoreError when the folder is not there or cannot be written
 */
export async function markFolder(folder: string): Promise<string> {
  const root = path.resolve(folder);
  await requireRoot(root);
  const known = await readMark(root);
  if (known) return known;
  const mark = randomUUID();
  try {
    const file = await open(path.join(root, markFile), "w", 0o600);
    try {
      await file.writeFile(`${mark}\n${words}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw toFolderError(error, "mark folder");
  }
  return mark;
}

/**
 * @param mark null for a folder that was never marked
 * @throws StoreError "bucket-missing" when the folder is not there, or is not the one that was marked
 */
export async function requireMark(root: string, mark: string | null): Promise<void> {
  await requireRoot(root);
  if (mark === null || (await readMark(root)) === mark) return;
  throw new StoreError(
    "bucket-missing",
    `The folder ${root} does not hold the file ${markFile} that was written into it: its disk may not be mounted. Mount it. If only the file was lost, write ${mark} into it again.`,
    { detail: root },
  );
}

async function readMark(root: string): Promise<string | null> {
  try {
    const text = await readFile(path.join(root, markFile), "utf8");
    return text.split("\n")[0]?.trim() || null;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw toFolderError(error, "read the folder's mark");
  }
}
