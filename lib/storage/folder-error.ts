import { StoreError } from "#lib/pipeline/store-error";

/** Turns an error of the file system into a `StoreError`; `call` names what was being done. */
export function toFolderError(error: unknown, call: string): StoreError {
  if (error instanceof StoreError) return error;
  const fields: Record<string, unknown> = Object(error);
  const code = String(fields.code ?? "");
  const detail = `${call}: ${String(fields.message ?? error)}`;
  const [kind, message] = judge(code);
  return new StoreError(kind, message, { detail, cause: error });
}

function judge(code: string): [StoreError["code"], string] {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return [
        "full",
        "The folder's disk is full or its quota reached. Make room, or delete backups.",
      ];
    case "EACCES":
    case "EPERM":
      return ["refused", "Holdfast may not read or write in the folder. Check its owner and mode."];
    case "EROFS":
      return ["refused", "The folder's file system is mounted read-only."];
    case "ENOENT":
    case "ENOTDIR":
      return ["not-found", "The object is not in the folder any more."];
    case "EFBIG":
      return ["too-large", "The folder's file system cannot hold a file of this size."];
    case "ENAMETOOLONG":
      return ["misconfigured", "The object's name is too long for the folder's file system."];
    default:
      return ["unreachable", `The folder cannot be read or written (${code || "unknown error"}).`];
  }
}

/** Whether a file or folder was simply not there. */
export function isAbsent(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(String(Object(error).code));
}
