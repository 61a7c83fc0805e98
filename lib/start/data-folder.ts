import { accessSync, chmodSync, constants, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { isErrno } from "#lib/start/errno";
import { holdLock } from "#lib/start/hold-lock";
import { StartError } from "#lib/start/start-error";

/**
 * Makes the data folder where it is missing and holds it for this process.
 *
 * @returns how to let go of it
 * @throws StartError when it cannot be made or written, or another Holdfast runs in it
 */
export function holdDataFolder(folder: string): () => void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const release = holdLock(join(folder, "holdfast.lock"));
    if (release) return release;
  } catch (error) {
    throw new StartError(whatIsWrong(folder, error));
  }
  throw new StartError(
    `Another Holdfast is running in the data folder ${folder}. Stop that one first, or set HOLDFAST_DATA to another folder.`,
  );
}

/**
 * As root, PostgreSQL's user has to pass through what we make, whatever the umask; what lies inside is
 * closed by itself. A folder that was there is left as it is.
 */
function makeFolder(folder: string): void {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  const first = mkdirSync(folder, { recursive: true, mode });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) chmodSync(made, mode);
}

function whatIsWrong(folder: string, error: unknown): string {
  const ways = "Change that, or set HOLDFAST_DATA to another folder.";
  if (isErrno(error, "EROFS"))
    return `The data folder ${folder} is on a read-only file system. ${ways}`;
  if (isErrno(error, "EEXIST", "ENOTDIR"))
    return `The data folder ${folder} is not a folder. ${ways}`;
  if (isErrno(error, "ENOSPC")) return `The disk of the data folder ${folder} is full.`;
  if (isErrno(error, "EACCES", "EPERM"))
    return `The data folder ${folder} may not be made or written by this user. ${ways}`;
  const said = error instanceof Error ? error.message : String(error);
  return `The data folder ${folder} cannot be used (${said}). ${ways}`;
}
