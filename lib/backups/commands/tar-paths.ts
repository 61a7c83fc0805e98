import type { ShellWord } from "#lib/backups/commands/shell-words";
import { isStdout } from "#lib/backups/commands/standard-paths";
import { tarArchive } from "#lib/backups/commands/tar-archive";

/** What a tar command packs: absolute paths, and whether it stops where another mount begins. */
export type PackedPaths = { paths: string[]; staysOnFileSystem: boolean };

/** Letters that change nothing about what is packed, and those of them that take a value. */
const harmless = "cvzjJpPhSafC";
const valued = "fCbH";
const harmlessLong =
  /^--(create|verbose|gzip|bzip2|xz|zstd|lzma|dereference|sparse|absolute-names|preserve-permissions|same-owner|numeric-owner|xattrs|acls|selinux|auto-compress|ignore-failed-read|one-file-system|(file|directory|warning|sort|format|owner|group|mode|mtime)(=.*)?)$/;
const valuedLong = /^--(file|directory|warning|sort|format|owner|group|mode|mtime)$/;
/** What a shell would put something else in place of. */
const substituted = /[$`*?[~]/;

/**
 * Reads which paths a `tar` that creates an archive on stdout packs.
 *
 * @param from the folder it is run in; null when that is not known
 * @returns null when it cannot be said: an option that leaves files out, a variable, a relative path
 */
export function tarPaths(args: readonly ShellWord[], from: string | null): PackedPaths | null {
  const { mode, file } = tarArchive(args);
  if (mode !== "create" || !file || !isStdout(file.value)) return null;
  const packed: PackedPaths = { paths: [], staysOnFileSystem: false };
  const words = [...args];
  let folder = from;
  const enter = (path: string | undefined) => {
    folder = path === undefined ? null : within(folder, path);
  };
  const readLetters = (letters: string, attached: boolean): boolean => {
    for (const [at, letter] of [...letters].entries()) {
      if (!harmless.includes(letter) && !valued.includes(letter)) return false;
      if (!valued.includes(letter)) continue;
      const rest = attached ? letters.slice(at + 1) : "";
      const value = rest || words.shift()?.value;
      if (letter === "C") enter(value);
      if (rest) break;
    }
    return true;
  };

  if (/^[A-Za-z]+$/.test(words[0]?.value ?? "") && !readLetters(words.shift()?.value ?? "", false))
    return null;
  for (let word = words.shift(); word; word = words.shift()) {
    const { value, raw } = word;
    if (substituted.test(raw)) return null;
    if (value.startsWith("--")) {
      if (value === "--") continue;
      if (!harmlessLong.test(value)) return null;
      const given = valuedLong.test(value) ? words.shift()?.value : value.split("=")[1];
      if (value === "--one-file-system") packed.staysOnFileSystem = true;
      if (/^--directory/.test(value)) enter(given);
    } else if (/^-./.test(value)) {
      if (!readLetters(value.slice(1), true)) return null;
    } else {
      const path = within(folder, value);
      if (path === null) return null;
      packed.paths.push(path);
    }
  }
  return packed.paths.length > 0 && !packed.paths.some((path) => substituted.test(path))
    ? packed
    : null;
}

/** A path seen from a folder, without `.`, `..` and double slashes; null when the folder is not known. */
export function within(folder: string | null, path: string): string | null {
  const whole = path.startsWith("/") ? path : folder === null ? null : `${folder}/${path}`;
  if (whole === null) return null;
  const parts: string[] = [];
  for (const part of whole.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
