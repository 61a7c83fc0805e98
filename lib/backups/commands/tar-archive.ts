import { findLong, findShort } from "#lib/backups/commands/find-option";
import type { ShellWord } from "#lib/backups/commands/shell-words";

/** What a tar command does and the archive it names; `file` is null when it names none. */
export type TarArchive = {
  mode: "create" | "extract" | "other";
  file: { value: string; word: ShellWord; attached: boolean } | null;
};

/** Letters of GNU tar that take a value. */
const valued = "bCfFgHIKLNTVX";

/** Reads tar's old style (`tar czf file dir`), short and long options. */
export function tarArchive(args: readonly ShellWord[]): TarArchive {
  const first = args[0];
  const oldStyle = first && /^[A-Za-z]+$/.test(first.value) ? first.value : "";
  const mode = (letters: string, ...names: string[]) =>
    [...letters].some((l) => oldStyle.includes(l) || findShort(args, l, valued) !== null) ||
    names.some((name) => findLong(args, name) !== null);
  return {
    mode: mode("cru", "create", "append", "update")
      ? "create"
      : mode("x", "extract", "get")
        ? "extract"
        : "other",
    file: oldStyleFile(args, oldStyle) ?? optionFile(args),
  };
}

function oldStyleFile(args: readonly ShellWord[], letters: string): TarArchive["file"] {
  let at = 1;
  for (const letter of letters) {
    if (!valued.includes(letter)) continue;
    const word = args[at++];
    if (letter === "f") return word ? { value: word.value, word, attached: false } : null;
  }
  return null;
}

function optionFile(args: readonly ShellWord[]): TarArchive["file"] {
  const found = findLong(args, "file", true) ?? findShort(args, "f", valued);
  if (!found?.valueWord || found.value === null) return null;
  return { value: found.value, word: found.valueWord, attached: found.valueWord === found.word };
}
