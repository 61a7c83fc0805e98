import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

const sqliteBusy = 5;

/**
 * Holds the file at `path` for this process alone. SQLite takes a lock of the operating system's on
 * it, which ends with the process however that ends, so that none is ever stale.
 *
 * @returns how to let go of it, or null when another process holds it
 */
export function holdLock(path: string): (() => void) | null {
  // Nobody else on this machine may so much as open it: a reader could hold it as well.
  closeSync(openSync(path, "a", 0o600));
  const file = new DatabaseSync(path);
  try {
    file.exec("BEGIN EXCLUSIVE");
    return () => file.close();
  } catch (error) {
    file.close();
    if (error instanceof Error && "errcode" in error && error.errcode === sqliteBusy) return null;
    throw error;
  }
}
