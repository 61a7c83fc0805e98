import path from "node:path";
import { StoreError } from "#lib/pipeline/store-error";

/** Unfinished uploads lie here, inside the store itself, so that a rename finishes them. */
export const uploadsFolder = ".holdfast-uploads";

/**
 * The file that holds an object. A key's segments become folders; none may be empty, `.` or `..`,
 * so that a key never leaves the root. Throws `StoreError`.
 */
export function objectFile(root: string, key: string): string {
  const segments = key.split("/");
  const bad = segments.some(
    (each) => each === "" || each === "." || each === ".." || each.includes("\0"),
  );
  if (bad || segments[0]?.startsWith(".holdfast-")) {
    throw new StoreError("misconfigured", "The object's key cannot be a path in a folder.", {
      detail: `key ${JSON.stringify(key)}`,
    });
  }
  return path.join(root, ...segments);
}

/** The folder of an unfinished upload. Throws `StoreError` for an id that is not one of ours. */
export function uploadFolder(root: string, uploadId: string): string {
  if (!/^[0-9a-f-]{36}$/.test(uploadId)) {
    throw new StoreError("misconfigured", "That is not an upload of a folder.", {
      detail: uploadId,
    });
  }
  return path.join(root, uploadsFolder, uploadId);
}
