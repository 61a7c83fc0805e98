import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { link, open, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isErrno } from "#lib/start/errno";
import { StartError } from "#lib/start/start-error";

const keyBytes = 32;
const keyPath = (dataFolder: string) => join(dataFolder, "secret.key");

/**
 * Makes `<data>/secret.key` (32 random bytes, readable by its owner only) unless it is there.
 * Whole or not at all: a power cut in the middle leaves no short key, and of two at once one wins.
 *
 * @returns true when it was made now
 */
export async function ensureSecretKey(dataFolder: string): Promise<boolean> {
  const path = keyPath(dataFolder);
  if (await stat(path).catch(() => null)) return false;
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(randomBytes(keyBytes));
    await file.sync();
    await file.close();
    await link(draft, path);
  } catch (error) {
    if (isErrno(error, "EEXIST")) return false;
    throw error;
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
  const folder = await open(dataFolder, "r");
  await folder.sync().finally(() => folder.close());
  return true;
}

/** Whether there is a secret key, of whatever kind. */
export function hasSecretKey(dataFolder: string): boolean {
  return existsSync(keyPath(dataFolder));
}

/**
 * Reads the install's secret key (32 bytes), which seals integration secrets and signs sessions.
 *
 * @throws StartError when it is missing, no file, not 32 bytes, or open to others than its owner, with what to do
 */
export async function loadSecretKey(dataFolder: string): Promise<Buffer> {
  const path = keyPath(dataFolder);
  const found = await stat(path).catch((error: unknown) => {
    if (isErrno(error, "ENOENT"))
      throw new StartError(
        `The secret key ${path} is missing. Put it back from your copy. Without one, what it sealed is lost: make a new key with (umask 077; head -c ${keyBytes} /dev/urandom > '${path}'), start again, and enter the secrets of your integrations anew.`,
      );
    throw error;
  });
  if (!found.isFile())
    throw new StartError(
      `The secret key ${path} is ${found.isDirectory() ? "a folder" : "no file"}. A container that was started with a path that did not exist makes one. Move it away, and put the key back from your copy.`,
    );
  if (found.mode & 0o077)
    throw new StartError(
      `The secret key ${path} can be read by others on this machine. Run: chmod 600 '${path}'`,
    );
  const key = await readFile(path);
  if (key.length !== keyBytes)
    throw new StartError(
      `The secret key ${path} holds ${key.length} bytes instead of ${keyBytes}. Put it back from your copy.`,
    );
  return key;
}
